// Input: headers (header_lines.h). What is sent on is safe, bounded however long the header was, and read back as the same.
#include "tests/fuzz/header_lines.h"
#include "tracebridge/xray_propagator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tracebridge::XRayPropagator propagator;
  tracebridge::fuzz::RequireSafe(propagator, tracebridge::fuzz::Headers(data, size), 74 + 1 + 256);
  return 0;
}
