// A span context as one line of text, for comparisons that show the difference by themselves.
//
//   4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01 remote [foo=1]
#pragma once

#include <string>

#include "opentelemetry/trace/span_context.h"

namespace tracebridge::testing {

inline std::string Text(const opentelemetry::trace::SpanContext& context) {
  namespace trace = opentelemetry::trace;
  if (!context.IsValid()) return "none";
  char trace_id[2 * trace::TraceId::kSize];
  char span_id[2 * trace::SpanId::kSize];
  context.trace_id().ToLowerBase16(trace_id);
  context.span_id().ToLowerBase16(span_id);
  constexpr char kDigit[] = "0123456789abcdef";
  const auto flags = context.trace_flags().flags();

  std::string text(trace_id, sizeof trace_id);
  text.append(" ").append(span_id, sizeof span_id);
  text.append(" ").append({kDigit[flags >> 4], kDigit[flags & 15]});
  if (context.IsRemote()) text += " remote";
  const std::string state = context.trace_state()->ToHeader();
  if (!state.empty()) text.append(" [").append(state).append("]");
  return text;
}

}  // namespace tracebridge::testing
