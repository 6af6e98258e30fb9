// Input: headers (header_lines.h). What is sent on in either form is safe, and read back as the same.
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "tests/fuzz/header_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto received = tracebridge::fuzz::Headers(data, size);
  opentelemetry::trace::propagation::B3Propagator single;
  opentelemetry::trace::propagation::B3PropagatorMultiHeader multi;
  tracebridge::fuzz::RequireSafe(single, received, 51);
  tracebridge::fuzz::RequireSafe(multi, received, 49);
  return 0;
}
