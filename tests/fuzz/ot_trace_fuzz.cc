// Input: headers (header_lines.h). What is sent on is safe, within the limits of baggage, and read back as the same.
#include "opentelemetry/baggage/baggage.h"
#include "tests/fuzz/header_lines.h"
#include "tracebridge/ot_trace_propagator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using opentelemetry::baggage::Baggage;
  const auto received = tracebridge::fuzz::Headers(data, size);
  tracebridge::OtTracePropagator basic;
  tracebridge::OtTracePropagator light_step(tracebridge::LightStepOptions());
  tracebridge::fuzz::RequireSafe(basic, received, 16 + 16 + 5 + Baggage::kMaxSize);
  tracebridge::fuzz::RequireSafe(light_step, received, 16 + 16 + 5 + 32 + Baggage::kMaxSize);
  return 0;
}
