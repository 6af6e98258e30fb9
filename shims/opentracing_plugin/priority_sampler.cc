#include "shims/opentracing_plugin/priority_sampler.h"

#include <string>
#include <utility>

#include "otel_core/sdk/src/trace/overriding_sampler.h"
#include "shims/bridge/sampling_priority.h"

namespace tracebridge::opentracing_plugin {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
namespace sdk = opentelemetry::sdk::trace;

class PrioritySampler final : public sdk::OverridingSampler {
 public:
  explicit PrioritySampler(std::unique_ptr<sdk::Sampler> inner)
      : inner_(std::move(inner)),
        description_("SamplingPriority{" + std::string(inner_->GetDescription()) + "}") {}

  sdk::SamplingResult ShouldSample(
      const api::SpanContext& parent, api::TraceId trace_id, nostd::string_view name,
      api::SpanKind kind, const opentelemetry::common::KeyValueIterable& attributes,
      const api::SpanContextKeyValueIterable& links) noexcept override {
    sdk::SamplingResult result =
        inner_->ShouldSample(parent, trace_id, name, kind, attributes, links);
    if (!result.IsSampled() && bridge::AsksForSampling(attributes)) {
      result.decision = sdk::Decision::RECORD_AND_SAMPLE;
    }
    return result;
  }
  nostd::string_view GetDescription() const noexcept override { return description_; }
  const sdk::Sampler& inner() const noexcept override { return *inner_; }
  nostd::string_view scope() const noexcept override { return ""; }  // what is sampled stays so

 private:
  const std::unique_ptr<sdk::Sampler> inner_;
  const std::string description_;
};

}  // namespace

std::unique_ptr<sdk::Sampler> MakePrioritySampler(std::unique_ptr<sdk::Sampler> inner) {
  return std::make_unique<PrioritySampler>(std::move(inner));
}

}  // namespace tracebridge::opentracing_plugin
