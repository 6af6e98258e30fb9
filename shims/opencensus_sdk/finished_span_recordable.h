// A span of opentelemetry-cpp's SDK, written down as what OpenCensus exporters are shown.
#pragma once

#include <chrono>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/opencensus/finished_span.h"

namespace tracebridge::opencensus_sdk {

// Returns `value` as OpenCensus can hold it: an array as its JSON text, a number above the range of int64_t as the nearest
// double.
opencensus_shim::FinishedValue ToFinished(const opentelemetry::common::AttributeValue& value);

// Without memory, what cannot be kept is left out and counted.
class FinishedSpanRecordable final : public opentelemetry::sdk::trace::Recordable {
 public:
  void SetIdentity(const opentelemetry::trace::SpanContext& context,
                   opentelemetry::trace::SpanId parent_span_id) noexcept override;
  void SetAttribute(opentelemetry::nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept override;
  void AddEvent(opentelemetry::nostd::string_view name, opentelemetry::common::SystemTimestamp time,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void AddLink(const opentelemetry::trace::SpanContext& context,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void SetStatus(opentelemetry::trace::StatusCode code,
                 opentelemetry::nostd::string_view description) noexcept override;
  void SetName(opentelemetry::nostd::string_view name) noexcept override;
  void SetTraceFlags(opentelemetry::trace::TraceFlags flags) noexcept override;
  void SetStartTime(opentelemetry::common::SystemTimestamp start_time) noexcept override;
  void SetDuration(std::chrono::nanoseconds duration) noexcept override;

  // Dropped: OpenCensus has none of them.
  void SetSpanKind(opentelemetry::trace::SpanKind) noexcept override {}
  void SetResource(const opentelemetry::sdk::resource::Resource&) noexcept override {}
  void SetInstrumentationScope(
      const opentelemetry::sdk::instrumentationscope::InstrumentationScope&) noexcept override {}

  void SetParent(const opentelemetry::trace::SpanContext& parent) noexcept {
    span_.parent_is_remote = parent.IsRemote();
  }

  opencensus_shim::FinishedSpan Take() noexcept;

 private:
  opencensus_shim::FinishedSpan span_;
};

}  // namespace tracebridge::opencensus_sdk
