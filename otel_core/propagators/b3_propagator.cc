#include "opentelemetry/trace/propagation/b3_propagator.h"

#include <cstddef>
#include <cstdint>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/span_context.h"
#include "otel_core/propagators/hex.h"
#include "otel_core/propagators/remote_context.h"
#include "otel_core/propagators/text.h"
#include "tracebridge/malformed_header.h"
#include "tracebridge/wire_notes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace propagation {
namespace {

using context::propagation::TextMapCarrier;
using tracebridge::CountMalformedHeader;
using tracebridge::WireNotes;
using tracebridge::propagators::EqualsIgnoringCase;
using tracebridge::propagators::HexCase;
using tracebridge::propagators::ReadHex;
using tracebridge::propagators::ReadHex128;
using tracebridge::propagators::Remote;
using tracebridge::propagators::TakeField;
using tracebridge::propagators::Trim;
using tracebridge::propagators::WriteHex;

// `<trace id>-<span id>-d-<parent id>`; what is longer is malformed.
constexpr std::size_t kMaxSingleSize = 32 + 1 + 16 + 1 + 1 + 1 + 16;

enum class State { kDeferred, kDenied, kAccepted, kDebug };

void SetState(State state, Remote* remote) {
  switch (state) {
    case State::kDeferred:
      remote->notes |= WireNotes::kDeferred;
      return;
    case State::kDenied:
      return;
    case State::kAccepted:
      remote->flags |= TraceFlags::kIsSampled;
      return;
    case State::kDebug:
      remote->flags |= TraceFlags::kIsSampled;
      remote->notes |= WireNotes::kDebug;
      return;
  }
}

State StateOf(const SpanContext& span_context) {
  if ((span_context.wire_notes() & WireNotes::kDebug) != 0) return State::kDebug;
  if (span_context.IsSampled()) return State::kAccepted;
  return (span_context.wire_notes() & WireNotes::kDeferred) != 0 ? State::kDeferred
                                                                 : State::kDenied;
}

// The third field of the single header, and the first of one without ids.
bool ReadState(nostd::string_view text, State* state) {
  if (text.size() != 1) return false;
  switch (text.front()) {
    case '0':
      *state = State::kDenied;
      return true;
    case '1':
      *state = State::kAccepted;
      return true;
    case 'd':
      *state = State::kDebug;
      return true;
    default:
      return false;
  }
}

// X-B3-Sampled. "Note: Before this specification was written, some tracers propagated X-B3-Sampled as true or false [...]
// it might be seen from legacy peers." Jaeger's client for Ruby sends its flags: 3 is sampled and debug. Anything else is as
// good as nothing.
State ReadSampled(nostd::string_view text) {
  State state = State::kDeferred;
  if (ReadState(text, &state)) return state;
  if (text == "3") return State::kDebug;
  if (EqualsIgnoringCase(text, "true")) return State::kAccepted;
  return EqualsIgnoringCase(text, "false") ? State::kDenied : State::kDeferred;
}

bool ReadIds(nostd::string_view trace_id, nostd::string_view span_id, Remote* remote) {
  if (!ReadHex128<HexCase::kAny>(trace_id, &remote->trace_id_high, &remote->trace_id_low) ||
      !ReadHex<HexCase::kAny>(span_id, &remote->span_id)) {
    return false;
  }
  if (trace_id.size() <= 16) remote->notes |= WireNotes::kShortTraceId;
  return remote->HasIds();
}

bool ReadSingle(nostd::string_view text, Remote* remote) {
  if (text.size() > kMaxSingleSize) return false;
  State state = State::kDeferred;
  if (text.size() == 1) {
    if (!ReadState(text, &state)) return false;
    remote->notes |= WireNotes::kNoIds;
    SetState(state, remote);
    return true;
  }
  nostd::string_view rest = text;
  const nostd::string_view trace_id = TakeField(&rest, '-');
  const nostd::string_view span_id = TakeField(&rest, '-');
  const bool has_state = trace_id.size() + 1 + span_id.size() < text.size();
  if (has_state) {
    const nostd::string_view state_text = TakeField(&rest, '-');
    std::uint64_t parent_id = 0;
    const bool has_parent = !rest.empty() || text.back() == '-';
    if (!ReadState(state_text, &state)) return false;
    if (has_parent && !ReadHex<HexCase::kAny>(rest, &parent_id)) return false;
  }
  SetState(state, remote);
  return ReadIds(trace_id, span_id, remote);
}

enum class Reading { kNothing, kSomething, kMalformed };

Reading ReadMulti(const TextMapCarrier& carrier, Remote* remote) {
  const nostd::string_view trace_id = Trim(carrier.Get(kB3TraceIdHeader));
  const nostd::string_view span_id = Trim(carrier.Get(kB3SpanIdHeader));
  const bool has_ids = !trace_id.empty() || !span_id.empty();
  if (has_ids && !ReadIds(trace_id, span_id, remote)) return Reading::kMalformed;

  State state = ReadSampled(Trim(carrier.Get(kB3SampledHeader)));
  if (Trim(carrier.Get(kB3FlagsHeader)) == "1") state = State::kDebug;
  if (!has_ids && state == State::kDeferred) return Reading::kNothing;
  if (!has_ids) remote->notes |= WireNotes::kNoIds;
  SetState(state, remote);
  return Reading::kSomething;
}

// Whether there is something to send: ids, or a decision that came without any.
bool SaysSomething(const SpanContext& span_context) {
  return span_context.IsValid() || (span_context.wire_notes() & WireNotes::kNoIds) != 0;
}

// Writes the digits of a trace id to `text`. Returns how many.
std::size_t WriteTraceId(const SpanContext& span_context, char* text) {
  const std::uint8_t* const bytes = span_context.trace_id().Id().data();
  const bool is_short = (span_context.wire_notes() & WireNotes::kShortTraceId) != 0 &&
                        tracebridge::propagators::HighHalf(span_context.trace_id()) == 0;
  const std::size_t skipped = is_short ? 8 : 0;
  WriteHex(bytes + skipped, TraceId::kSize - skipped, text);
  return 2 * (TraceId::kSize - skipped);
}

constexpr char StateLetter(State state) {
  return state == State::kDebug ? 'd' : state == State::kAccepted ? '1' : '0';
}

}  // namespace

context::Context B3PropagatorExtractor::Extract(const TextMapCarrier& carrier,
                                                context::Context& context) noexcept {
  Remote remote;
  Reading reading = Reading::kSomething;
  const nostd::string_view single = Trim(carrier.Get(kB3CombinedHeader));
  if (single.empty()) {
    reading = ReadMulti(carrier, &remote);
  } else if (!ReadSingle(single, &remote)) {
    reading = Reading::kMalformed;
  }
  if (reading == Reading::kSomething) return SetRemote(context, remote);
  if (reading == Reading::kMalformed) CountMalformedHeader();
  return context;
}

bool B3PropagatorExtractor::Prefixes(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback("b3") && callback("x-b3-");
}

TraceId B3PropagatorExtractor::TraceIdFromHex(nostd::string_view trace_id) {
  return HttpTraceContext::TraceIdFromHex(trace_id);
}

SpanId B3PropagatorExtractor::SpanIdFromHex(nostd::string_view span_id) {
  return HttpTraceContext::SpanIdFromHex(span_id);
}

TraceFlags B3PropagatorExtractor::TraceFlagsFromHex(nostd::string_view trace_flags) {
  const bool is_sampled = trace_flags == "1" || trace_flags == "d";
  return TraceFlags(is_sampled ? TraceFlags::kIsSampled : 0);
}

void B3Propagator::Inject(TextMapCarrier& carrier, const context::Context& context) noexcept {
  const SpanContext span_context = GetSpanContext(context);
  if (!SaysSomething(span_context)) return;

  char text[kMaxSingleSize];
  std::size_t size = 0;
  const State state = StateOf(span_context);
  if (span_context.IsValid()) {
    size = WriteTraceId(span_context, text);
    text[size++] = '-';
    WriteHex(span_context.span_id().Id().data(), SpanId::kSize, text + size);
    size += 2 * SpanId::kSize;
    if (state != State::kDeferred) text[size++] = '-';
  }
  if (state != State::kDeferred) text[size++] = StateLetter(state);
  carrier.Set(kB3CombinedHeader, {text, size});
}

bool B3Propagator::Fields(nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kB3CombinedHeader);
}

void B3PropagatorMultiHeader::Inject(TextMapCarrier& carrier,
                                     const context::Context& context) noexcept {
  const SpanContext span_context = GetSpanContext(context);
  if (!SaysSomething(span_context)) return;

  if (span_context.IsValid()) {
    char trace_id[2 * TraceId::kSize];
    char span_id[2 * SpanId::kSize];
    const std::size_t size = WriteTraceId(span_context, trace_id);
    WriteHex(span_context.span_id().Id().data(), SpanId::kSize, span_id);
    carrier.Set(kB3TraceIdHeader, {trace_id, size});
    carrier.Set(kB3SpanIdHeader, {span_id, sizeof span_id});
  }
  const State state = StateOf(span_context);
  if (state == State::kDebug) {
    // "Debug implies an accept decision, so don't also send the X-B3-Sampled header."
    carrier.Set(kB3FlagsHeader, "1");
  } else if (state != State::kDeferred) {
    const char letter = StateLetter(state);
    carrier.Set(kB3SampledHeader, {&letter, 1});
  }
}

bool B3PropagatorMultiHeader::Fields(
    nostd::function_ref<bool(nostd::string_view)> callback) const noexcept {
  return callback(kB3TraceIdHeader) && callback(kB3SpanIdHeader) && callback(kB3SampledHeader) &&
         callback(kB3FlagsHeader);
}

}  // namespace propagation
}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
