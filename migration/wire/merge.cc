#include "migration/wire/merge.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"

namespace tracebridge::wire {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;
using opentelemetry::context::internal::ContextAccess;

bool HasHighHalf(const trace::TraceId& id) noexcept {
  return std::any_of(id.Id().begin(), id.Id().begin() + 8, [](std::uint8_t b) { return b != 0; });
}

}  // namespace

Readings::~Readings() {
  for (const Reading& reading : *this) reading.~Reading();
}

void Readings::Add(std::size_t format, Context extracted) noexcept {
  if (size_ == kMaxFormats) return;
  Reading& reading = *new (memory_ + size_++ * sizeof(Reading)) Reading;
  reading.format = format;
  reading.has_span = ContextAccess::Span(extracted) != ContextAccess::Span(base_);
  reading.has_baggage = ContextAccess::Baggage(extracted) != ContextAccess::Baggage(base_);
  if (reading.has_span) reading.parent = trace::GetSpanContext(extracted);
  reading.extracted = std::move(extracted);
}

bool IsSameParent(const trace::SpanContext& a, const trace::SpanContext& b) noexcept {
  if (!(a.span_id() == b.span_id())) return false;
  if (a.trace_id() == b.trace_id()) return true;
  return (!HasHighHalf(a.trace_id()) || !HasHighHalf(b.trace_id())) &&
         std::memcmp(a.trace_id().Id().data() + 8, b.trace_id().Id().data() + 8, 8) == 0;
}

const Readings::Reading* Believed(const Readings& readings) noexcept {
  const Readings::Reading* believed = nullptr;
  for (const Readings::Reading& reading : readings) {
    if (!reading.parent.IsValid()) continue;
    if (believed == nullptr ||
        (IsSameParent(believed->parent, reading.parent) &&
         !HasHighHalf(believed->parent.trace_id()) && HasHighHalf(reading.parent.trace_id()))) {
      believed = &reading;
    }
  }
  return believed;
}

Context Merge(const Readings& readings, const Readings::Reading* believed) noexcept {
  if (believed == nullptr) {
    if (readings.begin() == readings.end()) return readings.base();
    believed = std::find_if(readings.begin(), readings.end(),
                            [](const Readings::Reading& reading) { return reading.has_span; });
    if (believed == readings.end()) believed = readings.begin();
  }
  Context result = believed->extracted;
  nostd::shared_ptr<Baggage> items;
  for (const Readings::Reading& reading : readings) {
    if (!reading.has_baggage) continue;
    const auto more = opentelemetry::baggage::GetBaggage(reading.extracted);
    items = items == nullptr ? more : items->Joined(*more);
  }
  if (items == nullptr || items == opentelemetry::baggage::GetBaggage(result)) return result;
  return opentelemetry::baggage::SetBaggage(result, items);
}

}  // namespace tracebridge::wire
