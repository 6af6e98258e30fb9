#include "migration/wire/merge.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/remote_context.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wire_notes.h"

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

using StatePtr = nostd::shared_ptr<trace::TraceState>;

// `state` and, behind it, the members of `more` whose keys it does not have. What there is no room for is counted.
StatePtr Joined(const StatePtr& state, const StatePtr& more) {
  if (more->Empty() || more == state) return state;
  if (state->Empty()) return more;
  std::string header = state->ToHeader();
  auto members = 1 + std::count(header.begin(), header.end(), trace::TraceState::kMembersSeparator);
  more->GetAllEntries([&](nostd::string_view key, nostd::string_view value) {
    std::string known;
    if (state->Get(key, known)) return true;
    if (members == trace::TraceState::kMaxKeyValuePairs ||
        header.size() + key.size() + value.size() + 2 > trace::TraceState::kMaxSize) {
      Count(Diagnostic::kHeaderFieldDropped);
      return true;
    }
    ++members;
    header.append(",").append(key).append("=").append(value);
    return true;
  });
  return trace::TraceState::FromHeader(header);
}

bool Notes(const trace::SpanContext& context, unsigned note) noexcept {
  return (context.wire_notes() & note) != 0;
}

// What readings of one parent come to. `believed` is the one with the ids.
trace::SpanContext Completed(const Readings& readings, const trace::SpanContext& believed) {
  unsigned flags = 0;
  unsigned notes = 0;
  bool is_decided = false;
  StatePtr state;
  for (const Readings::Reading& reading : readings) {
    const trace::SpanContext& parent = reading.parent;
    if (!parent.IsValid() || !IsSameParent(believed, parent)) continue;
    const unsigned said = parent.trace_flags().flags();
    flags |= said & ~unsigned{trace::TraceFlags::kIsSampled};
    if (!is_decided && !Notes(parent, WireNotes::kDeferred)) {
      is_decided = true;
      flags |= said & trace::TraceFlags::kIsSampled;
    }
    notes |= parent.wire_notes();
    state = state == nullptr ? parent.trace_state() : Joined(state, parent.trace_state());
  }
  if ((notes & WireNotes::kDebug) != 0) {
    flags |= trace::TraceFlags::kIsSampled;
    is_decided = true;
  }
  if (is_decided) notes &= ~unsigned{WireNotes::kDeferred};
  if (HasHighHalf(believed.trace_id())) notes &= ~unsigned{WireNotes::kShortTraceId};
  return {
      believed.trace_id(), believed.span_id(), trace::TraceFlags(static_cast<std::uint8_t>(flags)),
      /*is_remote=*/true,  std::move(state),   static_cast<std::uint8_t>(notes)};
}

bool SayTheSame(const trace::SpanContext& a, const trace::SpanContext& b) noexcept {
  return a.trace_flags() == b.trace_flags() && a.wire_notes() == b.wire_notes() &&
         a.trace_state() == b.trace_state();
}

// Returns the text of a debug request (`jaeger-debug-id`) that came without ids, or "".
std::string DebugIdIn(const Readings& readings) {
  for (const Readings::Reading& reading : readings) {
    if (!reading.parent.IsValid() && HasDebugId(reading.parent)) return DebugIdOf(reading.parent);
  }
  return {};
}

// Returns `context`, which `believed` extracted, with what the readings of its parent know besides.
Context WithCompletedParent(const Readings& readings, const Readings::Reading& believed) noexcept {
  const bool is_alone =
      std::none_of(readings.begin(), readings.end(), [&](const Readings::Reading& reading) {
        return &reading != &believed && reading.parent.IsValid() &&
               IsSameParent(believed.parent, reading.parent);
      });
  try {
    const std::string debug_id = DebugIdIn(readings);
    if (is_alone && debug_id.empty()) return believed.extracted;
    trace::SpanContext parent = is_alone ? believed.parent : Completed(readings, believed.parent);
    if (!debug_id.empty()) parent = propagators::WithDebugId(parent, debug_id);
    if (SayTheSame(parent, believed.parent)) return believed.extracted;
    return ContextAccess::WithSpan(believed.extracted,
                                   std::make_shared<trace::DefaultSpan>(std::move(parent)), 0);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return believed.extracted;
  }
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
    believed = std::find_if(readings.begin(), readings.end(), [](const Readings::Reading& reading) {
      return reading.has_span && Notes(reading.parent, WireNotes::kDebug);
    });
    if (believed == readings.end()) {
      believed = std::find_if(readings.begin(), readings.end(),
                              [](const Readings::Reading& reading) { return reading.has_span; });
    }
    if (believed == readings.end()) believed = readings.begin();
  }
  Context result =
      believed->parent.IsValid() ? WithCompletedParent(readings, *believed) : believed->extracted;
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
