// Samples no span.
#pragma once

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class AlwaysOffSampler : public Sampler {
 public:
  SamplingResult ShouldSample(
      const opentelemetry::trace::SpanContext& parent_context,
      opentelemetry::trace::TraceId /*trace_id*/, nostd::string_view /*name*/,
      opentelemetry::trace::SpanKind /*span_kind*/,
      const opentelemetry::common::KeyValueIterable& /*attributes*/,
      const opentelemetry::trace::SpanContextKeyValueIterable& /*links*/) noexcept override {
    return {Decision::DROP, nullptr, parent_context.trace_state()};
  }

  nostd::string_view GetDescription() const noexcept override { return "AlwaysOffSampler"; }
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
