// Samples a given share of all traces; the same traces on every host that uses the same ratio, and those of any lower one.
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "TraceIdRatioBased".
// Why the last eight bytes: docs/RATIONALE.md, "Which half of a trace id decides?".
#pragma once

#include <cstdint>
#include <string>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Ignores the parent's decision: use it as the root of a ParentBasedSampler.
class TraceIdRatioBasedSampler : public Sampler {
 public:
  // `ratio` is the share to sample, from 0 to 1; beyond, it counts as 0 or 1.
  explicit TraceIdRatioBasedSampler(double ratio);

  SamplingResult ShouldSample(
      const opentelemetry::trace::SpanContext& parent_context,
      opentelemetry::trace::TraceId trace_id, nostd::string_view name,
      opentelemetry::trace::SpanKind span_kind,
      const opentelemetry::common::KeyValueIterable& attributes,
      const opentelemetry::trace::SpanContextKeyValueIterable& links) noexcept override;

  // "TraceIdRatioBased{0.000100}"
  nostd::string_view GetDescription() const noexcept override { return description_; }

 private:
  std::uint64_t threshold_;  // of 2^63
  std::string description_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
