// Where the preload library is.
#pragma once

#include <optional>
#include <string>

namespace tracebridge::run {

// Returns the library beside this program, where it was installed or built; nothing, and where it was looked for in `*tried`, if
// it is not there.
std::optional<std::string> FindPreloadLibrary(std::string* tried);

}  // namespace tracebridge::run
