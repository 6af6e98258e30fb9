#include "opentelemetry/sdk/trace/multi_recordable.h"

#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

void MultiRecordable::AddRecordable(const SpanProcessor& processor,
                                    std::unique_ptr<Recordable> recordable) noexcept {
  try {
    recordables_.emplace_back(&processor, std::move(recordable));
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }
}

const std::unique_ptr<Recordable>& MultiRecordable::GetRecordable(
    const SpanProcessor& processor) const noexcept {
  static const std::unique_ptr<Recordable> kNone;
  for (const auto& [owner, recordable] : recordables_) {
    if (owner == &processor) return recordable;
  }
  return kNone;
}

std::unique_ptr<Recordable> MultiRecordable::ReleaseRecordable(
    const SpanProcessor& processor) noexcept {
  for (auto& [owner, recordable] : recordables_) {
    if (owner == &processor) return std::move(recordable);
  }
  return nullptr;
}

void MultiRecordable::SetIdentity(const opentelemetry::trace::SpanContext& span_context,
                                  opentelemetry::trace::SpanId parent_span_id) noexcept {
  ForEach([&](Recordable& each) { each.SetIdentity(span_context, parent_span_id); });
}

void MultiRecordable::SetAttribute(nostd::string_view key,
                                   const opentelemetry::common::AttributeValue& value) noexcept {
  ForEach([&](Recordable& each) { each.SetAttribute(key, value); });
}

void MultiRecordable::AddEvent(nostd::string_view name,
                               opentelemetry::common::SystemTimestamp timestamp,
                               const opentelemetry::common::KeyValueIterable& attributes) noexcept {
  ForEach([&](Recordable& each) { each.AddEvent(name, timestamp, attributes); });
}

void MultiRecordable::AddLink(const opentelemetry::trace::SpanContext& span_context,
                              const opentelemetry::common::KeyValueIterable& attributes) noexcept {
  ForEach([&](Recordable& each) { each.AddLink(span_context, attributes); });
}

void MultiRecordable::SetStatus(opentelemetry::trace::StatusCode code,
                                nostd::string_view description) noexcept {
  ForEach([&](Recordable& each) { each.SetStatus(code, description); });
}

void MultiRecordable::SetName(nostd::string_view name) noexcept {
  ForEach([&](Recordable& each) { each.SetName(name); });
}

void MultiRecordable::SetTraceFlags(opentelemetry::trace::TraceFlags flags) noexcept {
  ForEach([&](Recordable& each) { each.SetTraceFlags(flags); });
}

void MultiRecordable::SetSpanKind(opentelemetry::trace::SpanKind span_kind) noexcept {
  ForEach([&](Recordable& each) { each.SetSpanKind(span_kind); });
}

void MultiRecordable::SetResource(const opentelemetry::sdk::resource::Resource& resource) noexcept {
  ForEach([&](Recordable& each) { each.SetResource(resource); });
}

void MultiRecordable::SetStartTime(opentelemetry::common::SystemTimestamp start_time) noexcept {
  ForEach([&](Recordable& each) { each.SetStartTime(start_time); });
}

void MultiRecordable::SetDuration(std::chrono::nanoseconds duration) noexcept {
  ForEach([&](Recordable& each) { each.SetDuration(duration); });
}

void MultiRecordable::SetSpanLimits(const SpanLimits& limits) noexcept {
  ForEach([&](Recordable& each) { each.SetSpanLimits(limits); });
}

void MultiRecordable::SetInstrumentationScope(
    const InstrumentationScope& instrumentation_scope) noexcept {
  ForEach([&](Recordable& each) { each.SetInstrumentationScope(instrumentation_scope); });
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
