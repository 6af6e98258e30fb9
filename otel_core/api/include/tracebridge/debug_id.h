// The text of Jaeger's debug request, on its way to the first span.
//
//   jaeger-debug-id: ticket-4711    notes kDebugId, trace state `jaeger-debug-id=ticket-4711,congo=1`
//
// The SDK makes it the attribute of that name of the spans whose parent says so. It goes no further: neither a child's
// trace state nor a header has it. A trace state is its place because a Scope, an OpenTracing span context and a
// StartSpanOptions carry one; a member of that name without the note is somebody else's.
#pragma once

#include <string>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/trace_state.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {

inline constexpr opentelemetry::nostd::string_view kDebugIdKey = "jaeger-debug-id";

inline bool HasDebugId(const opentelemetry::trace::SpanContext& context) noexcept {
  return (context.wire_notes() & WireNotes::kDebugId) != 0;
}

// Returns the text, or "" without one.
inline std::string DebugIdOf(const opentelemetry::trace::SpanContext& context) noexcept {
  std::string id;
  if (HasDebugId(context)) context.trace_state()->Get(kDebugIdKey, id);
  return id;
}

// Returns the trace state of `context` for its children and for other processes.
inline opentelemetry::nostd::shared_ptr<opentelemetry::trace::TraceState> WithoutDebugId(
    const opentelemetry::trace::SpanContext& context) noexcept {
  return HasDebugId(context) ? context.trace_state()->Delete(kDebugIdKey) : context.trace_state();
}

}  // namespace tracebridge
