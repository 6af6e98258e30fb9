// Decides at its start whether a span is recorded and exported.
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk.md "Sampling".
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/trace/trace_state.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

enum class Decision : std::uint8_t {
  DROP,              // not recorded; the sampled flag is not set
  RECORD_ONLY,       // processors see it, exporters do not; the sampled flag is not set
  RECORD_AND_SAMPLE  // exported; the sampled flag is set
};

struct SamplingResult {
  Decision decision{Decision::DROP};
  // Set on the span besides its own; null for none.
  std::unique_ptr<const std::map<std::string, opentelemetry::common::AttributeValue>> attributes;
  // The span's trace state; null for its parent's.
  nostd::shared_ptr<opentelemetry::trace::TraceState> trace_state;

  bool IsRecording() const noexcept { return decision != Decision::DROP; }
  bool IsSampled() const noexcept { return decision == Decision::RECORD_AND_SAMPLE; }
};

// Both methods are called from any thread, concurrently.
class Sampler {
 public:
  Sampler() = default;
  Sampler(const Sampler&) = delete;
  Sampler(Sampler&&) = delete;
  Sampler& operator=(const Sampler&) = delete;
  Sampler& operator=(Sampler&&) = delete;
  virtual ~Sampler() = default;

  // `parent_context` is invalid for a root span; `attributes` and `links` are those given at the start.
  virtual SamplingResult ShouldSample(
      const opentelemetry::trace::SpanContext& parent_context,
      opentelemetry::trace::TraceId trace_id, nostd::string_view name,
      opentelemetry::trace::SpanKind span_kind,
      const opentelemetry::common::KeyValueIterable& attributes,
      const opentelemetry::trace::SpanContextKeyValueIterable& links) noexcept = 0;

  // Valid while the sampler lives.
  virtual nostd::string_view GetDescription() const noexcept = 0;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
