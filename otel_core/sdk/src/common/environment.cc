#include "otel_core/sdk/src/common/environment.h"

#include <cstdlib>

namespace tracebridge::core {

Environment ProcessEnvironment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
  };
}

}  // namespace tracebridge::core
