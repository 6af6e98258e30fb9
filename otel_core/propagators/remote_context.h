// The caller's span context, from the numbers of a header, in a Context.
#pragma once

#include <cstdint>
#include <string_view>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/trace/trace_state.h"
#include "otel_core/propagators/hex.h"

namespace tracebridge::propagators {

inline opentelemetry::trace::TraceId MakeTraceId(std::uint64_t high, std::uint64_t low) noexcept {
  std::uint8_t bytes[opentelemetry::trace::TraceId::kSize];
  StoreBigEndian(high, bytes);
  StoreBigEndian(low, bytes + 8);
  return opentelemetry::trace::TraceId(bytes);
}

inline opentelemetry::trace::SpanId MakeSpanId(std::uint64_t id) noexcept {
  std::uint8_t bytes[opentelemetry::trace::SpanId::kSize];
  StoreBigEndian(id, bytes);
  return opentelemetry::trace::SpanId(bytes);
}

// The first and the last eight bytes of a trace id, and a span id, as numbers.
inline std::uint64_t HighHalf(const opentelemetry::trace::TraceId& id) noexcept {
  return LoadBigEndian(id.Id().data());
}
inline std::uint64_t LowHalf(const opentelemetry::trace::TraceId& id) noexcept {
  return LoadBigEndian(id.Id().data() + 8);
}
inline std::uint64_t Number(const opentelemetry::trace::SpanId& id) noexcept {
  return LoadBigEndian(id.Id().data());
}

// What a header says. Without ids (`span_id` 0) it is a decision alone: then set WireNotes::kNoIds.
struct Remote {
  std::uint64_t trace_id_high = 0;
  std::uint64_t trace_id_low = 0;
  std::uint64_t span_id = 0;
  std::uint8_t flags = 0;  // of opentelemetry::trace::TraceFlags
  std::uint8_t notes = 0;  // of tracebridge::WireNotes

  bool HasIds() const noexcept { return (trace_id_high | trace_id_low) != 0 && span_id != 0; }
};

// What the header says beyond that, to be kept in the trace state; no value, no member. Both must be valid there.
struct StateMember {
  std::string_view key;
  std::string_view value;
};

// Returns `context` with the remote span context that `remote` describes; `context` without memory, counted.
//
// If the span context of `context` came from another header of the same request (it is remote, its span id is the
// same, its trace id is the same or ends in the same 64 bits where one of the two has no others), then the two complete each
// other, in whichever order they are read: the trace id is the longer one, the trace state keeps its members and gets
// `member` in front, unless it has one of that key, and flags and notes are added. A debug flag is a decision to sample,
// and no decision gives way to one; of two decisions the last counts. So a 64-bit format beside a 128-bit one does not
// cut the trace in two.
// A decision alone never takes the place of a valid span context; only its debug id goes there.
opentelemetry::context::Context SetRemote(const opentelemetry::context::Context& context,
                                          const Remote& remote,
                                          const StateMember& member = {}) noexcept;

// The same for a header that came with a trace state: members of another header's are put in front of it.
opentelemetry::context::Context SetRemote(
    const opentelemetry::context::Context& context, const Remote& remote,
    const opentelemetry::nostd::shared_ptr<opentelemetry::trace::TraceState>& state) noexcept;

// Returns `parent` with the debug id `id` (tracebridge/debug_id.h); without it, and counted, where the
// trace state has no room.
opentelemetry::trace::SpanContext WithDebugId(const opentelemetry::trace::SpanContext& parent,
                                              std::string_view id) noexcept;

// The same for a header that can name a trace without a span id. Then OpenTelemetry has no parent: what counts is the
// decision, about a new trace. Returns `context` when there is neither.
opentelemetry::context::Context SetRemoteOrDecision(const opentelemetry::context::Context& context,
                                                    Remote remote,
                                                    const StateMember& member = {}) noexcept;

}  // namespace tracebridge::propagators
