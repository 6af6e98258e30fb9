#include "migration/run/preload_library.h"

#include <filesystem>
#include <system_error>

namespace tracebridge::run {
namespace {

constexpr char kName[] = "libtracebridge_opentracing_preload.so";

// From the folder of this program.
constexpr const char* kFolders[] = {
    TRACEBRIDGE_LIBRARIES_FROM_PROGRAMS,  // installed
    "../../shims/opentracing_preload",    // built
};

}  // namespace

std::optional<std::string> FindPreloadLibrary(std::string* tried) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  for (const char* const folder : kFolders) {
    const auto file = (program.parent_path() / folder / kName).lexically_normal();
    if (std::filesystem::is_regular_file(file, error)) return file.string();
    *tried += (tried->empty() ? "" : " and ") + file.string();
  }
  return std::nullopt;
}

}  // namespace tracebridge::run
