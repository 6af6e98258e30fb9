// Another OpenTelemetry in the process: a library that was built against opentelemetry-cpp's own headers.
//
// Both work, side by side: that library's spans are not ours, and neither side sees the other's current span. Whoever finds
// two half traces should not have to guess why.
// Why not one for both: docs/compatibility.md, "On another OpenTelemetry core".
#pragma once

#include <string>

namespace tracebridge::sdk {

// Returns the file of the library or program that holds opentelemetry-cpp's global tracer provider, as the dynamic linker
// sees it now; empty when there is none.
std::string OtherCore();

// Logs one warning in the life of the process, when there is one.
void WarnOfOtherCore();

}  // namespace tracebridge::sdk
