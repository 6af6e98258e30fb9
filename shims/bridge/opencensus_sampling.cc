#include "shims/bridge/opencensus_sampling.h"

#include <string>
#include <utility>

#include "opentelemetry/sdk/trace/random_id_generator_factory.h"
#include "opentelemetry/trace/span_context.h"
#include "otel_core/sdk/src/trace/overriding_sampler.h"
#include "shims/bridge/sampling_priority.h"
#include "shims/opencensus/default_provider.h"
#include "shims/opencensus/tracer.h"

namespace tracebridge::bridge {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
namespace sdk = opentelemetry::sdk::trace;
using opencensus_shim::CurrentStart;
using opencensus_shim::Start;

sdk::SamplingResult Decided(bool sampled) {
  return {sampled ? sdk::Decision::RECORD_AND_SAMPLE : sdk::Decision::DROP, nullptr, {}};
}

class OpenCensusSampler final : public sdk::Sampler {
 public:
  sdk::SamplingResult ShouldSample(const api::SpanContext&, api::TraceId, nostd::string_view,
                                   api::SpanKind, const opentelemetry::common::KeyValueIterable&,
                                   const api::SpanContextKeyValueIterable&) noexcept override {
    const Start* start = CurrentStart();
    return Decided(start != nullptr && start->sampled());
  }
  nostd::string_view GetDescription() const noexcept override { return "OpenCensus"; }
};

class OpenCensusAwareSampler final : public sdk::OverridingSampler {
 public:
  OpenCensusAwareSampler(std::unique_ptr<sdk::Sampler> inner, bool use_trace_config)
      : inner_(std::move(inner)),
        use_trace_config_(use_trace_config),
        description_("OpenCensusAware{" + std::string(inner_->GetDescription()) + "}") {}

  sdk::SamplingResult ShouldSample(
      const api::SpanContext& parent, api::TraceId trace_id, nostd::string_view name,
      api::SpanKind kind, const opentelemetry::common::KeyValueIterable& attributes,
      const api::SpanContextKeyValueIterable& links) noexcept override {
    if (const Start* start = CurrentStart()) {
      const bool by_trace_config =
          use_trace_config_ && !parent.IsSampled() && opencensus_shim::TraceConfigWasSet();
      if (start->has_sampler() || by_trace_config) return Decided(start->sampled());
    }
    sdk::SamplingResult result =
        inner_->ShouldSample(parent, trace_id, name, kind, attributes, links);
    if (!result.IsSampled() && AsksForSampling(attributes)) {
      result.decision = sdk::Decision::RECORD_AND_SAMPLE;
    }
    return result;
  }
  nostd::string_view GetDescription() const noexcept override { return description_; }
  const sdk::Sampler& inner() const noexcept override { return *inner_; }
  nostd::string_view scope() const noexcept override { return opencensus_shim::kScopeName; }

 private:
  const std::unique_ptr<sdk::Sampler> inner_;
  const bool use_trace_config_;
  const std::string description_;
};

class OpenCensusIdGenerator final : public sdk::IdGenerator {
 public:
  OpenCensusIdGenerator() : sdk::IdGenerator(/*is_random=*/true) {}

  api::SpanId GenerateSpanId() noexcept override {
    const Start* start = CurrentStart();
    return start == nullptr ? random_->GenerateSpanId() : api::SpanId(start->span_id());
  }
  api::TraceId GenerateTraceId() noexcept override {
    const Start* start = CurrentStart();
    return start == nullptr ? random_->GenerateTraceId() : api::TraceId(start->trace_id());
  }

 private:
  const std::unique_ptr<sdk::IdGenerator> random_ = sdk::RandomIdGeneratorFactory::Create();
};

}  // namespace

std::unique_ptr<sdk::Sampler> MakeOpenCensusSampler() {
  return std::make_unique<OpenCensusSampler>();
}

std::unique_ptr<sdk::Sampler> MakeOpenCensusAwareSampler(std::unique_ptr<sdk::Sampler> inner,
                                                         bool use_trace_config) {
  return std::make_unique<OpenCensusAwareSampler>(std::move(inner), use_trace_config);
}

std::unique_ptr<sdk::IdGenerator> MakeOpenCensusIdGenerator() {
  return std::make_unique<OpenCensusIdGenerator>();
}

}  // namespace tracebridge::bridge
