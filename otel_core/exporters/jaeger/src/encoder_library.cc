#include "otel_core/exporters/jaeger/src/encoder_library.h"

#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <climits>
#include <string>

namespace tracebridge::jaeger {
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

std::string Beside(const std::string& own, const char* file) {
  const std::size_t slash = own.rfind('/');
  return slash == std::string::npos ? "" : own.substr(0, slash + 1) + file;
}

// What the program exports comes first, RTLD_LOCAL or not: with another Thrift in it, ours would be a mixture of both.
bool HasAnotherThrift(void* library) {
  constexpr char kAny[] = "_ZN6apache6thrift7TOutput6printfEPKcz";
  void* const programs = dlsym(RTLD_DEFAULT, kAny);
  void* const own = dlsym(library, kAny);
  return programs != nullptr && own != nullptr && programs != own;
}

void* Open(const char* file) { return dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE); }

}  // namespace

Expected<Encode> LoadEncoder(const char* file) {
  const std::string beside = Beside(OwnFile(), file);
  const bool is_beside = !beside.empty() && access(beside.c_str(), F_OK) == 0;
  void* const library = Open(is_beside ? beside.c_str() : file);
  if (library == nullptr) {
    const char* const reason = dlerror();
    return Error{ErrorCode::kMissingLibrary,
                 "the exporter \"jaeger\" needs " + std::string(file) +
                     ", which comes with tracebridge where that was built with Apache Thrift, and "
                     "the library of Thrift "
                     "(Debian: libthrift-0.17.0); it is looked for in " +
                     (beside.empty() ? "" : beside.substr(0, beside.rfind('/')) + " and ") +
                     "where the loader looks: " + (reason == nullptr ? "not found" : reason)};
  }
  if (HasAnotherThrift(library)) {
    return Error{
        ErrorCode::kMissingLibrary,
        "the exporter \"jaeger\" cannot be used: the program has another Apache Thrift in it"};
  }
  const auto find = reinterpret_cast<FindEncoder>(dlsym(library, "tracebridge_jaeger_thrift"));
  const Encode encode = find == nullptr ? nullptr : find(kVersion);
  if (encode == nullptr) {
    return Error{ErrorCode::kMissingLibrary, "the exporter \"jaeger\" found a " +
                                                 std::string(is_beside ? beside : file) +
                                                 " of another release of tracebridge"};
  }
  return encode;
}

}  // namespace tracebridge::jaeger
