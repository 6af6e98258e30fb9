#include "tracebridge/jaeger_samplers.h"

#include <utility>

#include "otel_core/jaeger_samplers/src/decision.h"
#include "otel_core/jaeger_samplers/src/remote_rule.h"
#include "otel_core/jaeger_samplers/src/rules.h"

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
namespace otel_sdk = opentelemetry::sdk::trace;
using opentelemetry::nostd::string_view;

class JaegerSampler final : public otel_sdk::Sampler {
 public:
  JaegerSampler(std::unique_ptr<jaeger::Rule> rule, std::string description)
      : rule_(std::move(rule)), description_(std::move(description)) {}

  otel_sdk::SamplingResult ShouldSample(const api::SpanContext&, api::TraceId trace_id,
                                        string_view name, api::SpanKind,
                                        const opentelemetry::common::KeyValueIterable&,
                                        const api::SpanContextKeyValueIterable&) noexcept override {
    return jaeger::ToOtel(rule_->Decide(trace_id, name));
  }
  string_view GetDescription() const noexcept override { return description_; }

 private:
  const std::unique_ptr<jaeger::Rule> rule_;
  const std::string description_;
};

}  // namespace

std::unique_ptr<otel_sdk::Sampler> MakeJaegerProbabilisticSampler(double rate) {
  return std::make_unique<JaegerSampler>(std::make_unique<jaeger::ProbabilisticRule>(rate),
                                         "JaegerProbabilistic{" + std::to_string(rate) + "}");
}

std::unique_ptr<otel_sdk::Sampler> MakeJaegerRateLimitingSampler(double traces_per_second) {
  return std::make_unique<JaegerSampler>(
      std::make_unique<jaeger::RateLimitingRule>(traces_per_second),
      "JaegerRateLimiting{" + std::to_string(traces_per_second) + "}");
}

std::unique_ptr<otel_sdk::Sampler> MakeJaegerRemoteSampler(JaegerRemoteSamplerOptions options) {
  std::string description = "JaegerRemoteSampler{" + options.service_name + "}";
  return std::make_unique<JaegerSampler>(std::make_unique<jaeger::RemoteRule>(std::move(options)),
                                         std::move(description));
}

}  // namespace tracebridge
