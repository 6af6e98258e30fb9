// Input: headers (header_lines.h). What is sent on is safe, within the limits of baggage, and read back as the same.
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/fuzz/header_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  opentelemetry::trace::propagation::JaegerPropagator propagator;
  tracebridge::fuzz::RequireSafe(propagator, tracebridge::fuzz::Headers(data, size),
                                 54 + opentelemetry::baggage::Baggage::kMaxSize);
  return 0;
}
