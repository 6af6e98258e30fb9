#include <cmath>
#include <utility>

#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/samplers/trace_id_ratio.h"
#include "opentelemetry/sdk/trace/samplers/trace_id_ratio_factory.h"
#include "tracebridge/wire_notes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

namespace api = opentelemetry::trace;
using opentelemetry::common::KeyValueIterable;

template <class Default>
std::shared_ptr<Sampler> Or(const std::shared_ptr<Sampler>& given) {
  return given != nullptr ? given : std::make_shared<Default>();
}

// A NaN counts as 0.
double Clamp(double ratio) { return ratio > 0 ? std::fmin(ratio, 1) : 0; }

// Why a parent's decision may be no decision, and a decision may have no parent: docs/RATIONALE.md, "What is
// `b3: <ids>` without a decision, and `b3: 0` without ids?".
bool HasDecided(const api::SpanContext& parent) {
  using tracebridge::WireNotes;
  return parent.IsValid() ? (parent.wire_notes() & WireNotes::kDeferred) == 0
                          : (parent.wire_notes() & WireNotes::kNoIds) != 0;
}

}  // namespace

// Truncates at 2^63 for a ratio of 1, which no 63-bit number reaches: every trace is below.
TraceIdRatioBasedSampler::TraceIdRatioBasedSampler(double ratio)
    : threshold_(static_cast<std::uint64_t>(std::ldexp(Clamp(ratio), 63))),
      description_("TraceIdRatioBased{" + std::to_string(Clamp(ratio)) + "}") {}

SamplingResult TraceIdRatioBasedSampler::ShouldSample(
    const api::SpanContext& parent_context, api::TraceId trace_id, nostd::string_view,
    api::SpanKind, const KeyValueIterable&, const api::SpanContextKeyValueIterable&) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = api::TraceId::kSize - 8; i < api::TraceId::kSize; ++i) {
    number = number << 8 | trace_id.Id()[i];
  }
  return {number >> 1 < threshold_ ? Decision::RECORD_AND_SAMPLE : Decision::DROP, nullptr,
          parent_context.trace_state()};
}

ParentBasedSampler::ParentBasedSampler(
    const std::shared_ptr<Sampler>& root_sampler,
    const std::shared_ptr<Sampler>& remote_parent_sampled_sampler,
    const std::shared_ptr<Sampler>& remote_parent_nonsampled_sampler,
    const std::shared_ptr<Sampler>& local_parent_sampled_sampler,
    const std::shared_ptr<Sampler>& local_parent_nonsampled_sampler)
    : root_(Or<AlwaysOnSampler>(root_sampler)),
      by_parent_{{Or<AlwaysOffSampler>(local_parent_nonsampled_sampler),
                  Or<AlwaysOnSampler>(local_parent_sampled_sampler)},
                 {Or<AlwaysOffSampler>(remote_parent_nonsampled_sampler),
                  Or<AlwaysOnSampler>(remote_parent_sampled_sampler)}},
      description_("ParentBased{" + std::string(root_->GetDescription()) + "}") {}

SamplingResult ParentBasedSampler::ShouldSample(
    const api::SpanContext& parent_context, api::TraceId trace_id, nostd::string_view name,
    api::SpanKind span_kind, const KeyValueIterable& attributes,
    const api::SpanContextKeyValueIterable& links) noexcept {
  Sampler& sampler = HasDecided(parent_context)
                         ? *by_parent_[parent_context.IsRemote()][parent_context.IsSampled()]
                         : *root_;
  return sampler.ShouldSample(parent_context, trace_id, name, span_kind, attributes, links);
}

std::unique_ptr<Sampler> AlwaysOnSamplerFactory::Create() {
  return std::make_unique<AlwaysOnSampler>();
}

std::unique_ptr<Sampler> AlwaysOffSamplerFactory::Create() {
  return std::make_unique<AlwaysOffSampler>();
}

std::unique_ptr<Sampler> TraceIdRatioBasedSamplerFactory::Create(double ratio) {
  return std::make_unique<TraceIdRatioBasedSampler>(ratio);
}

std::unique_ptr<Sampler> ParentBasedSamplerFactory::Create(
    const std::shared_ptr<Sampler>& root_sampler) {
  return std::make_unique<ParentBasedSampler>(root_sampler);
}

std::unique_ptr<Sampler> ParentBasedSamplerFactory::Create(
    const std::shared_ptr<Sampler>& root_sampler,
    const std::shared_ptr<Sampler>& remote_parent_sampled_sampler,
    const std::shared_ptr<Sampler>& remote_parent_nonsampled_sampler,
    const std::shared_ptr<Sampler>& local_parent_sampled_sampler,
    const std::shared_ptr<Sampler>& local_parent_nonsampled_sampler) {
  return std::make_unique<ParentBasedSampler>(
      root_sampler, remote_parent_sampled_sampler, remote_parent_nonsampled_sampler,
      local_parent_sampled_sampler, local_parent_nonsampled_sampler);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
