// The file that this process runs.
#pragma once

#include <string>

namespace tracebridge::core {

// Returns its path, "/usr/sbin/shopd", or "" where /proc is not mounted.
std::string ExecutablePath();

// Returns the last part of its path, "shopd", or "".
std::string ExecutableName();

}  // namespace tracebridge::core
