// A span context as one line of text, for comparisons that show the difference by themselves.
//
//   4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01 remote [foo=1]
//   4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01 remote debug
//   no ids 01 remote debug           a decision without ids
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "opentelemetry/trace/span_context.h"
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
#include "tracebridge/wire_notes.h"
#endif

namespace tracebridge::test {

#ifdef TRACEBRIDGE_OPENTELEMETRY_API

inline bool IsDecision(const opentelemetry::trace::SpanContext& context) {
  return (context.wire_notes() & WireNotes::kNoIds) != 0;
}

inline std::string NotesText(const opentelemetry::trace::SpanContext& context) {
  constexpr std::pair<std::uint8_t, const char*> kNotes[] = {{WireNotes::kDebug, " debug"},
                                                             {WireNotes::kFirehose, " firehose"},
                                                             {WireNotes::kDeferred, " deferred"},
                                                             {WireNotes::kShortTraceId, " short"},
                                                             {WireNotes::kDebugId, " id"}};
  std::string text;
  for (const auto& [note, word] : kNotes) {
    if ((context.wire_notes() & note) != 0) text += word;
  }
  return text;
}

#else  // another core has no notes

inline bool IsDecision(const opentelemetry::trace::SpanContext&) { return false; }
inline std::string NotesText(const opentelemetry::trace::SpanContext&) { return ""; }

#endif

inline std::string Text(const opentelemetry::trace::SpanContext& context) {
  namespace trace = opentelemetry::trace;
  const bool is_decision = IsDecision(context);
  if (!context.IsValid() && !is_decision) return "none";
  char trace_id[2 * trace::TraceId::kSize];
  char span_id[2 * trace::SpanId::kSize];
  context.trace_id().ToLowerBase16(trace_id);
  context.span_id().ToLowerBase16(span_id);
  constexpr char kDigit[] = "0123456789abcdef";
  const auto flags = context.trace_flags().flags();

  std::string text = "no ids";
  if (!is_decision) {
    text.assign(trace_id, sizeof trace_id);
    text.append(" ").append(span_id, sizeof span_id);
  }
  text.append(" ").append({kDigit[flags >> 4], kDigit[flags & 15]});
  if (context.IsRemote()) text += " remote";
  text += NotesText(context);
  const std::string state = context.trace_state()->ToHeader();
  if (!state.empty()) text.append(" [").append(state).append("]");
  return text;
}

}  // namespace tracebridge::test
