#include "otel_core/sdk/src/resource/executable.h"

#include <limits.h>
#include <unistd.h>

namespace tracebridge::core {

std::string ExecutablePath() {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

std::string ExecutableName() {
  const std::string path = ExecutablePath();
  return path.substr(path.rfind('/') + 1);
}

}  // namespace tracebridge::core
