// Input: what a sampling server of Jaeger's answers.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "otel_core/jaeger_samplers/src/strategy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace jaeger = tracebridge::jaeger;
  const auto strategy =
      jaeger::ParseStrategy(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!strategy) return 0;
  if (const auto* rate = std::get_if<jaeger::OneRate>(&*strategy)) {
    if (!(rate->rate >= 0 && rate->rate <= 1)) std::abort();
  }
  if (const auto* rates = std::get_if<jaeger::OperationRates>(&*strategy)) {
    jaeger::PerOperationRule rule(*rates, 10, nullptr);
    for (const auto& operation : rates->operations) {
      rule.Decide(opentelemetry::trace::TraceId(), operation.name);
    }
  }
  return 0;
}
