// Input: headers (header_lines.h). What is sent on is safe, and read back as the same.
#include "tests/fuzz/header_lines.h"
#include "tracebridge/cloud_trace_propagator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tracebridge::CloudTracePropagator propagator;
  tracebridge::fuzz::RequireSafe(propagator, tracebridge::fuzz::Headers(data, size), 57);
  return 0;
}
