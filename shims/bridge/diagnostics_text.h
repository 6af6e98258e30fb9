// The diagnostic counters as text.
#pragma once

#include <string>

namespace tracebridge::bridge {

// Returns one JSON object, counter name to number, of the counters that are not zero.
std::string DiagnosticsJson();

}  // namespace tracebridge::bridge
