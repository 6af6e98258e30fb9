#include "otel_core/propagators/remote_context.h"

#include <cstddef>
#include <memory>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/trace_state_member.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::propagators {
namespace {

namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::nostd::shared_ptr;

using StatePtr = shared_ptr<trace::TraceState>;

// Whether another header of the same request can have said `known`.
bool IsSameCaller(const trace::SpanContext& known, const Remote& remote) {
  const std::uint64_t high = HighHalf(known.trace_id());
  return known.IsRemote() && Number(known.span_id()) == remote.span_id &&
         LowHalf(known.trace_id()) == remote.trace_id_low &&
         (high == remote.trace_id_high || remote.trace_id_high == 0 || high == 0);
}

StatePtr With(const StateMember& member, const StatePtr& state) {
  if (member.value.empty() || !MemberOf(*state, member.key).empty()) return state;
  return state->Set(member.key, member.value);
}

// Returns `state` with those members of `more` in front whose keys it does not have.
StatePtr Joined(const trace::TraceState& more, const StatePtr& state) {
  StateMember members[trace::TraceState::kMaxKeyValuePairs];
  std::size_t count = 0;
  more.GetAllEntries([&](std::string_view key, std::string_view value) {
    members[count++] = {key, value};
    return true;
  });
  StatePtr joined = state;
  while (count != 0) joined = With(members[--count], joined);
  return joined;
}

trace::SpanContext Merged(const trace::SpanContext& known, const Remote& remote,
                          const StatePtr& state) {
  constexpr unsigned kSampled = trace::TraceFlags::kIsSampled;
  const unsigned known_flags = known.trace_flags().flags();
  unsigned notes = (known.wire_notes() & ~unsigned{WireNotes::kDebugId}) | remote.notes;
  const bool defers = (remote.notes & WireNotes::kDeferred) != 0;
  unsigned flags = ((known_flags | remote.flags) & ~kSampled) |
                   ((defers ? known_flags : remote.flags) & kSampled);
  if ((notes & WireNotes::kDebug) != 0) flags |= kSampled;

  const bool both_defer = defers && (known.wire_notes() & WireNotes::kDeferred) != 0;
  if (!both_defer || (flags & kSampled) != 0) notes &= ~unsigned{WireNotes::kDeferred};
  const std::uint64_t high = HighHalf(known.trace_id()) | remote.trace_id_high;
  if (high != 0) notes &= ~unsigned{WireNotes::kShortTraceId};
  return trace::SpanContext(MakeTraceId(high, remote.trace_id_low), known.span_id(),
                            trace::TraceFlags(static_cast<std::uint8_t>(flags)),
                            /*is_remote=*/true, state, static_cast<std::uint8_t>(notes));
}

trace::SpanContext Made(const Remote& remote, const StatePtr& state) {
  return trace::SpanContext(MakeTraceId(remote.trace_id_high, remote.trace_id_low),
                            MakeSpanId(remote.span_id), trace::TraceFlags(remote.flags),
                            /*is_remote=*/true, state, remote.notes);
}

// `state_over(known)` is the trace state of a header that was read after one whose trace state is `known`.
template <class StateOver>
trace::SpanContext Over(const trace::SpanContext& known, const Remote& remote,
                        std::string_view debug_id, StateOver state_over) {
  if (known.IsValid() && !remote.HasIds()) return WithDebugId(known, debug_id);
  const bool is_decision = !known.IsValid() && known.IsRemote();
  const bool is_same =
      known.IsValid() ? IsSameCaller(known, remote) : is_decision && !remote.HasIds();
  const trace::SpanContext read = is_same
                                      ? Merged(known, remote, state_over(WithoutDebugId(known)))
                                      : Made(remote, state_over(trace::TraceState::GetDefault()));
  if (!known.IsRemote() || !HasDebugId(known)) return read;
  if (is_same || is_decision) return WithDebugId(read, DebugIdOf(known));
  Count(Diagnostic::kHeaderFieldDropped);  // it is about another parent
  return read;
}

template <class StateOver>
Context Set(const Context& context, const Remote& remote, std::string_view debug_id,
            StateOver state_over) noexcept {
  try {
    const shared_ptr<trace::Span>* span = trace::internal::FindSpan(context);
    if (span == nullptr || !*span) {
      return trace::SetSpan(context, std::make_shared<trace::DefaultSpan>(Made(
                                         remote, state_over(trace::TraceState::GetDefault()))));
    }
    const trace::SpanContext known = (*span)->GetContext();
    // A debug id needs a parent that came with the request: a span of this process stays itself.
    const bool completes = !debug_id.empty() && known.IsRemote();
    if (known.IsValid() && !remote.HasIds() && !completes) return context;
    return trace::SetSpan(
        context, std::make_shared<trace::DefaultSpan>(Over(known, remote, debug_id, state_over)));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return context;
  }
}

}  // namespace

Context SetRemote(const Context& context, const Remote& remote,
                  const StateMember& member) noexcept {
  const bool is_debug_id = (remote.notes & WireNotes::kDebugId) != 0;
  return Set(context, remote, is_debug_id ? member.value : std::string_view(),
             [&member](const StatePtr& known) { return With(member, known); });
}

Context SetRemote(const Context& context, const Remote& remote, const StatePtr& state) noexcept {
  return Set(context, remote, {},
             [&state](const StatePtr& known) { return Joined(*known, state); });
}

trace::SpanContext WithDebugId(const trace::SpanContext& parent, std::string_view id) noexcept {
  const StatePtr& state = parent.trace_state();
  const bool is_taken = !HasDebugId(parent) && !MemberOf(*state, kDebugIdKey).empty();
  std::size_t members = 1;
  std::size_t size = kDebugIdKey.size() + 1 + id.size();
  state->GetAllEntries([&](std::string_view key, std::string_view value) {
    ++members;
    size += key.size() + value.size() + 2;
    return true;
  });
  if (is_taken || members > trace::TraceState::kMaxKeyValuePairs ||
      size > trace::TraceState::kMaxSize) {
    Count(Diagnostic::kHeaderFieldDropped);  // rather than what somebody wants to have back
    return parent;
  }
  const auto notes = static_cast<std::uint8_t>(parent.wire_notes() | WireNotes::kDebugId);
  return trace::SpanContext(parent.trace_id(), parent.span_id(), parent.trace_flags(),
                            parent.IsRemote(), state->Set(kDebugIdKey, id), notes);
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
