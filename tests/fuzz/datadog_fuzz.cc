// Input: headers (header_lines.h). What is sent on is safe, within the limits of tags and baggage, and read back as the same.
#include "opentelemetry/baggage/baggage.h"
#include "tests/fuzz/header_lines.h"
#include "tracebridge/datadog_propagator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kIds = 2 * 20 + 11;
  constexpr std::size_t kOriginAndTags = 256 + 512;
  tracebridge::DatadogPropagator propagator;
  tracebridge::fuzz::RequireSafe(propagator, tracebridge::fuzz::Headers(data, size),
                                 kIds + kOriginAndTags + opentelemetry::baggage::Baggage::kMaxSize);
  return 0;
}
