// A span context as peers describe it, for comparison with ours.
//
//   ids sampled          the ids that most vectors use; sampled, unsampled, deferred, debug
//   00f067aa0ba902b70b1c2d3e4f506172 00f067aa0ba902b7 unsampled
//   no ids debug         a decision about a trace that begins here
//   none
#pragma once

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "tests/support/wire_vectors.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::test {

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

// Returns a context with the span context that a vector names: ids of hexadecimal digits. Without a span when they
// are none.
inline opentelemetry::context::Context LocalContext(const std::string& trace_id,
                                                    const std::string& span_id, std::uint8_t flags,
                                                    std::uint8_t notes = 0) {
  namespace trace = opentelemetry::trace;
  using trace::propagation::HttpTraceContext;
  const trace::SpanContext span_context(
      HttpTraceContext::TraceIdFromHex(trace_id), HttpTraceContext::SpanIdFromHex(span_id),
      trace::TraceFlags(flags), /*is_remote=*/false, trace::TraceState::GetDefault(), notes);
  opentelemetry::context::Context empty;
  if (!span_context.IsValid()) return empty;
  return trace::SetSpan(empty, std::make_shared<trace::DefaultSpan>(span_context));
}

// Sets the baggage of a vector: lists of name and value.
inline opentelemetry::context::Context WithBaggage(opentelemetry::context::Context context,
                                                   const Json& vector) {
  std::vector<std::pair<std::string, std::string>> items;
  for (const Json& item : vector.value("baggage", Json::array())) {
    items.emplace_back(item[0].get<std::string>(), item[1].get<std::string>());
  }
  if (items.empty()) return context;
  return opentelemetry::baggage::SetBaggage(
      context, std::make_shared<opentelemetry::baggage::Baggage>(items));
}

// The baggage that a peer wrote or read, as in BaggageText(). Of a repeated header some peers make a list: `1,2`.
inline std::string PeersBaggage(const Json& parent) {
  std::map<std::string, std::string> items;
  for (const Json& item : parent.value("baggage", Json::array())) {
    std::string value;
    if (item[1].is_string()) value = item[1];
    if (item[1].is_array()) {
      for (const Json& part : item[1])
        value += (value.empty() ? "" : ",") + part.get<std::string>();
    }
    items[item[0]] = value;
  }
  std::string text;
  for (const auto& [key, value] : items) text += (text.empty() ? "" : " ") + key + "=" + value;
  return text;
}

inline std::string WithItems(const std::string& text, const std::string& items) {
  if (items.size() > 200) return text + " {" + std::to_string(items.size()) + " bytes}";
  return items.empty() ? text : text + " {" + items + "}";
}

inline opentelemetry::context::Context ExtractedBy(
    opentelemetry::context::propagation::TextMapPropagator& propagator,
    const HeaderCarrier& carrier) {
  opentelemetry::context::Context before;
  return propagator.Extract(carrier, before);
}

}  // namespace tracebridge::test
