#include "otel_core/propagators/remote_context.h"

#include <memory>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::propagators {
namespace {

namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::nostd::shared_ptr;

// Whether another header of the same request can have said `known`.
bool IsSameCaller(const trace::SpanContext& known, const Remote& remote) {
  const std::uint64_t high = HighHalf(known.trace_id());
  return known.IsRemote() && Number(known.span_id()) == remote.span_id &&
         LowHalf(known.trace_id()) == remote.trace_id_low &&
         (high == remote.trace_id_high || remote.trace_id_high == 0);
}

trace::SpanContext Merged(const trace::SpanContext& known, const Remote& remote) {
  const bool defers = (remote.notes & WireNotes::kDeferred) != 0;
  const unsigned sampled =
      (defers ? known.trace_flags().flags() : remote.flags) & trace::TraceFlags::kIsSampled;
  const unsigned flags = sampled | (known.trace_flags().flags() & ~trace::TraceFlags::kIsSampled);

  unsigned notes = known.wire_notes() | remote.notes;
  if (!defers || (known.wire_notes() & WireNotes::kDeferred) == 0) notes &= ~WireNotes::kDeferred;
  if (HighHalf(known.trace_id()) != 0) notes &= ~WireNotes::kShortTraceId;
  return trace::SpanContext(
      known.trace_id(), known.span_id(), trace::TraceFlags(static_cast<std::uint8_t>(flags)),
      /*is_remote=*/true, known.trace_state(), static_cast<std::uint8_t>(notes));
}

trace::SpanContext Made(const Remote& remote, shared_ptr<trace::TraceState> trace_state) {
  return trace::SpanContext(MakeTraceId(remote.trace_id_high, remote.trace_id_low),
                            MakeSpanId(remote.span_id), trace::TraceFlags(remote.flags),
                            /*is_remote=*/true, std::move(trace_state), remote.notes);
}

}  // namespace

Context SetRemote(const Context& context, const Remote& remote,
                  shared_ptr<trace::TraceState> trace_state) noexcept {
  try {
    const shared_ptr<trace::Span>* span = trace::internal::FindSpan(context);
    if (span != nullptr && *span) {
      const trace::SpanContext known = (*span)->GetContext();
      if (known.IsValid()) {
        if (!remote.HasIds()) return context;
        if (IsSameCaller(known, remote)) {
          return trace::SetSpan(context,
                                std::make_shared<trace::DefaultSpan>(Merged(known, remote)));
        }
      }
    }
    return trace::SetSpan(
        context, std::make_shared<trace::DefaultSpan>(Made(remote, std::move(trace_state))));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

}  // namespace tracebridge::propagators
