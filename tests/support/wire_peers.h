// A span context as peers describe it, for comparison with ours.
//
//   ids sampled          the ids that most vectors use; sampled, unsampled, deferred, debug
//   00f067aa0ba902b70b1c2d3e4f506172 00f067aa0ba902b7 unsampled
//   no ids debug         a decision about a trace that begins here
//   none
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/wire_vectors.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::testing {

// What a peer can tell apart; ours is reduced to that before it is compared.
struct Vocabulary {
  bool deferred = false;
  bool debug = false;
  bool decision_without_ids = false;
};

constexpr std::string_view kUsualIds[] = {
    "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8",
    "0000000000000000a3ce929d0e0e4736 53995c3f42cd8ad8",
};

inline std::string PaddedLower(std::string text, std::size_t size) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return text.size() < size ? std::string(size - text.size(), '0') + text : text;
}

// Ids of any length and case, as a peer keeps them.
inline std::string IdsText(const std::string& trace_id, const std::string& span_id) {
  const std::string ids = PaddedLower(trace_id, 32) + " " + PaddedLower(span_id, 16);
  if (ids == kUsualIds[0]) return "ids";
  return ids == kUsualIds[1] ? "64-bit ids" : ids;
}

// Whether ids are such as a span context can have: some peers hand on garbage.
inline bool AreIds(const std::string& trace_id, const std::string& span_id) {
  const auto is_id = [](const std::string& text, std::size_t size) {
    return !text.empty() && text.size() <= size &&
           text.find_first_not_of('0') != std::string::npos &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
  };
  return is_id(trace_id, 32) && is_id(span_id, 16);
}

inline std::string OursText(const opentelemetry::trace::SpanContext& context, Vocabulary words) {
  namespace trace = opentelemetry::trace;
  const bool is_decision = (context.wire_notes() & WireNotes::kNoIds) != 0;
  if (!context.IsValid() && !(is_decision && words.decision_without_ids)) return "none";

  std::string text = "no ids";
  if (context.IsValid()) {
    char trace_id[2 * trace::TraceId::kSize];
    char span_id[2 * trace::SpanId::kSize];
    context.trace_id().ToLowerBase16(trace_id);
    context.span_id().ToLowerBase16(span_id);
    text = IdsText(std::string(trace_id, sizeof trace_id), std::string(span_id, sizeof span_id));
  }
  if (words.debug && (context.wire_notes() & WireNotes::kDebug) != 0) return text + " debug";
  if (words.deferred && (context.wire_notes() & WireNotes::kDeferred) != 0) {
    return text + " deferred";
  }
  return text + (context.IsSampled() ? " sampled" : " unsampled");
}

inline opentelemetry::context::Context ExtractedBy(
    opentelemetry::context::propagation::TextMapPropagator& propagator,
    const HeaderCarrier& carrier) {
  opentelemetry::context::Context before;
  return propagator.Extract(carrier, before);
}

}  // namespace tracebridge::testing
