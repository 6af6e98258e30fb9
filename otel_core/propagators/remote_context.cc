#include "otel_core/propagators/remote_context.h"

#include <memory>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/trace_state_member.h"
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

using StatePtr = shared_ptr<trace::TraceState>;

StatePtr With(const StateMember& member, const StatePtr& state) {
  if (member.value.empty() || !MemberOf(*state, member.key).empty()) return state;
  return state->Set(member.key, member.value);
}

trace::SpanContext Merged(const trace::SpanContext& known, const Remote& remote,
                          const StateMember& member) {
  const bool defers = (remote.notes & WireNotes::kDeferred) != 0;
  const unsigned sampled =
      (defers ? known.trace_flags().flags() : remote.flags) & trace::TraceFlags::kIsSampled;
  const unsigned flags = sampled | (known.trace_flags().flags() & ~trace::TraceFlags::kIsSampled);

  unsigned notes = known.wire_notes() | remote.notes;
  if (!defers || (known.wire_notes() & WireNotes::kDeferred) == 0) notes &= ~WireNotes::kDeferred;
  if (HighHalf(known.trace_id()) != 0) notes &= ~WireNotes::kShortTraceId;
  return trace::SpanContext(
      known.trace_id(), known.span_id(), trace::TraceFlags(static_cast<std::uint8_t>(flags)),
      /*is_remote=*/true, With(member, known.trace_state()), static_cast<std::uint8_t>(notes));
}

trace::SpanContext Made(const Remote& remote, const StateMember& member) {
  return trace::SpanContext(MakeTraceId(remote.trace_id_high, remote.trace_id_low),
                            MakeSpanId(remote.span_id), trace::TraceFlags(remote.flags),
                            /*is_remote=*/true, With(member, trace::TraceState::GetDefault()),
                            remote.notes);
}

}  // namespace

Context SetRemote(const Context& context, const Remote& remote,
                  const StateMember& member) noexcept {
  try {
    const shared_ptr<trace::Span>* span = trace::internal::FindSpan(context);
    if (span != nullptr && *span) {
      const trace::SpanContext known = (*span)->GetContext();
      if (known.IsValid()) {
        if (!remote.HasIds()) return context;
        if (IsSameCaller(known, remote)) {
          return trace::SetSpan(
              context, std::make_shared<trace::DefaultSpan>(Merged(known, remote, member)));
        }
      }
    }
    return trace::SetSpan(context, std::make_shared<trace::DefaultSpan>(Made(remote, member)));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

Context SetRemoteOrDecision(const Context& context, Remote remote,
                            const StateMember& member) noexcept {
  if (!remote.HasIds()) {
    if ((remote.notes & WireNotes::kDeferred) != 0) return context;
    remote.trace_id_high = remote.trace_id_low = remote.span_id = 0;
    remote.notes = WireNotes::kNoIds;
  }
  return SetRemote(context, remote, member);
}

}  // namespace tracebridge::propagators
