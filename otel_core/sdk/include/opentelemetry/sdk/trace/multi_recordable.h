// One recordable for each of several processors, written to as one.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

class MultiRecordable : public Recordable {
 public:
  // Without memory the processor does without the span; counted.
  void AddRecordable(const SpanProcessor& processor,
                     std::unique_ptr<Recordable> recordable) noexcept;

  // Returns null for a processor that has none.
  const std::unique_ptr<Recordable>& GetRecordable(const SpanProcessor& processor) const noexcept;
  std::unique_ptr<Recordable> ReleaseRecordable(const SpanProcessor& processor) noexcept;

  void SetIdentity(const opentelemetry::trace::SpanContext& span_context,
                   opentelemetry::trace::SpanId parent_span_id) noexcept override;
  void SetAttribute(nostd::string_view key,
                    const opentelemetry::common::AttributeValue& value) noexcept override;
  using Recordable::AddEvent;
  void AddEvent(nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
                const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  using Recordable::AddLink;
  void AddLink(const opentelemetry::trace::SpanContext& span_context,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept override;
  void SetStatus(opentelemetry::trace::StatusCode code,
                 nostd::string_view description) noexcept override;
  void SetName(nostd::string_view name) noexcept override;
  void SetTraceFlags(opentelemetry::trace::TraceFlags flags) noexcept override;
  void SetSpanKind(opentelemetry::trace::SpanKind span_kind) noexcept override;
  void SetResource(const opentelemetry::sdk::resource::Resource& resource) noexcept override;
  void SetStartTime(opentelemetry::common::SystemTimestamp start_time) noexcept override;
  void SetDuration(std::chrono::nanoseconds duration) noexcept override;
  void SetSpanLimits(const SpanLimits& limits) noexcept override;
  void SetInstrumentationScope(const InstrumentationScope& instrumentation_scope) noexcept override;

  // Calls `visit` with each recordable.
  template <class Visit>
  void ForEach(Visit visit) {
    for (auto& [processor, recordable] : recordables_) {
      if (recordable != nullptr) visit(*recordable);
    }
  }

 private:
  std::vector<std::pair<const SpanProcessor*, std::unique_ptr<Recordable>>> recordables_;
};

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
