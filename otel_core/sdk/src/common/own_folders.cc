#include "otel_core/sdk/src/common/own_folders.h"

#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

namespace tracebridge {
namespace {

// The file that contains this function. The link map of a program has no name.
std::string OwnFile() {
  Dl_info info{};
  link_map* map = nullptr;
  if (dladdr1(reinterpret_cast<void*>(&OwnFile), &info, reinterpret_cast<void**>(&map),
              RTLD_DL_LINKMAP) == 0) {
    return "";
  }
  if (map->l_name != nullptr && map->l_name[0] != '\0') return map->l_name;
  std::string path(PATH_MAX, '\0');
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  path.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return path;
}

}  // namespace

std::vector<std::string> OwnFolders() {
  std::vector<std::string> folders;
  const auto add_folder_of = [&folders](const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return;
    const std::string folder = path.substr(0, slash);
    if (folders.empty() || folders.back() != folder) folders.push_back(folder);
  };
  const std::string own = OwnFile();
  add_folder_of(own);
  char resolved[PATH_MAX];
  if (realpath(own.c_str(), resolved) != nullptr) add_folder_of(resolved);
  return folders;
}

}  // namespace tracebridge
