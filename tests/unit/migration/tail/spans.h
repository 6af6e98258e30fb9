// Spans for tests: ids are small numbers, times are milliseconds after one fixed moment.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "migration/tail/trace_store.h"

namespace tracebridge::tail {

constexpr uint64_t kMoment = 1'700'000'000'000'000'000;
constexpr uint64_t kMillisecond = 1'000'000;

inline TraceId TraceNumber(uint8_t number) {
  TraceId id{};
  id.back() = number;
  return id;
}

inline SpanId SpanNumber(uint32_t number) {
  SpanId id{};
  for (size_t i = 0; i < 4; ++i) id[7 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}

struct Times {
  uint64_t start = 0;  // milliseconds after kMoment
  uint64_t end = 1;
};

// Returns span `number` of trace 1; `parent` 0: a root.
inline Span MakeSpan(uint32_t number, uint32_t parent, const std::string& name, Times times = {},
                     const std::string& scope = "app", const std::string& service = "edge") {
  Span span;
  span.trace_id = TraceNumber(1);
  span.span_id = SpanNumber(number);
  span.parent_span_id = SpanNumber(parent);
  span.name = name;
  span.start = kMoment + times.start * kMillisecond;
  span.end = kMoment + times.end * kMillisecond;
  span.resource = std::make_shared<Resource>(Resource{{{"service.name", {service}}}});
  span.scope = std::make_shared<Scope>(Scope{scope, "", {}});
  return span;
}

inline Span InTrace(uint8_t trace, Span span) {
  span.trace_id = TraceNumber(trace);
  return span;
}

inline Trace MakeTrace(std::vector<Span> spans) {
  return {spans.empty() ? TraceNumber(1) : spans.front().trace_id, std::move(spans), 0};
}

}  // namespace tracebridge::tail
