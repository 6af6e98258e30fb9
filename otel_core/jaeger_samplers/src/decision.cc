#include "otel_core/jaeger_samplers/src/decision.h"

#include <map>
#include <string>

#include "opentelemetry/common/attribute_value.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::jaeger {

namespace sdk = opentelemetry::sdk::trace;

// Source: jaeger-client-cpp 0.9.0, Constants.h.in, kSamplerTypeTagKey and kSamplerParamTagKey.
sdk::SamplingResult ToOtel(const Decision& decision) noexcept {
  sdk::SamplingResult result;
  if (!decision.sampled) return result;
  result.decision = sdk::Decision::RECORD_AND_SAMPLE;
  using Attributes = std::map<std::string, opentelemetry::common::AttributeValue>;
  try {
    result.attributes = std::make_unique<const Attributes>(
        Attributes{{"sampler.type", decision.type}, {"sampler.param", decision.param}});
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  return result;
}

}  // namespace tracebridge::jaeger
