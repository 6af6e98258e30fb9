// The part of a span that crosses processes: ids, flags and trace state.
#pragma once

#include <cstdint>
#include <utility>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/trace/trace_state.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

// Immutable but for assignment. trace_state() is never null.
class SpanContext final {
 public:
  // An invalid context: ids of zeros.
  SpanContext(bool sampled_flag, bool is_remote) noexcept
      : SpanContext(TraceId(), SpanId(), TraceFlags(sampled_flag ? TraceFlags::kIsSampled : 0),
                    is_remote) {}

  // `wire_notes` (ours): bits of tracebridge::WireNotes.
  SpanContext(TraceId trace_id, SpanId span_id, TraceFlags trace_flags, bool is_remote,
              nostd::shared_ptr<TraceState> trace_state = TraceState::GetDefault(),
              uint8_t wire_notes = 0) noexcept
      : trace_id_(trace_id),
        span_id_(span_id),
        trace_flags_(trace_flags),
        is_remote_(is_remote),
        wire_notes_(wire_notes),
        trace_state_(trace_state ? std::move(trace_state) : TraceState::GetDefault()) {}

  // One with the trace state of `other` (ours).
  SpanContext(const SpanContext& other, TraceId trace_id, SpanId span_id, TraceFlags trace_flags,
              uint8_t wire_notes) noexcept
      : trace_id_(trace_id),
        span_id_(span_id),
        trace_flags_(trace_flags),
        is_remote_(false),
        wire_notes_(wire_notes),
        trace_state_(other.trace_state_ ? other.trace_state_ : TraceState::GetDefault()) {}

  // Neither id is all zeros.
  bool IsValid() const noexcept { return trace_id_.IsValid() && span_id_.IsValid(); }

  const TraceFlags& trace_flags() const noexcept { return trace_flags_; }
  const TraceId& trace_id() const noexcept { return trace_id_; }
  const SpanId& span_id() const noexcept { return span_id_; }
  const nostd::shared_ptr<TraceState>& trace_state() const noexcept { return trace_state_; }

  // Compares ids and flags; neither the trace state nor where the context came from.
  bool operator==(const SpanContext& that) const noexcept {
    return trace_id_ == that.trace_id_ && span_id_ == that.span_id_ &&
           trace_flags_ == that.trace_flags_;
  }

  // Received from another process.
  bool IsRemote() const noexcept { return is_remote_; }

  // What the header that it came with said beyond all this (ours, tracebridge/wire_notes.h).
  uint8_t wire_notes() const noexcept { return wire_notes_; }

  static SpanContext GetInvalid() noexcept { return SpanContext(false, false); }

  bool IsSampled() const noexcept { return trace_flags_.IsSampled(); }

 private:
  TraceId trace_id_;
  SpanId span_id_;
  TraceFlags trace_flags_;
  bool is_remote_;
  uint8_t wire_notes_;
  nostd::shared_ptr<TraceState> trace_state_;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
