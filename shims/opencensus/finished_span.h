// A finished span of any of the three APIs, as plain values: what an SDK hands to
// the OpenCensus exporters, which then see it as `opencensus::trace::exporter::SpanData`.
//
// No type of an SDK and none of OpenCensus occurs here, so that either side can change alone.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tracebridge::opencensus_shim {

// An array arrives as its JSON text.
using FinishedValue = std::variant<std::string, bool, std::int64_t, double>;
using FinishedAttributes = std::vector<std::pair<std::string, FinishedValue>>;

using TraceIdBytes = std::array<std::uint8_t, 16>;
using SpanIdBytes = std::array<std::uint8_t, 8>;

struct FinishedEvent {
  std::string name;
  std::int64_t unix_ns = 0;
  FinishedAttributes attributes;
};

struct FinishedLink {
  TraceIdBytes trace_id{};
  SpanIdBytes span_id{};
  FinishedAttributes attributes;
};

enum class FinishedStatus { kUnset, kOk, kError };

struct FinishedSpan {
  std::string name;
  TraceIdBytes trace_id{};
  SpanIdBytes span_id{};
  std::uint8_t trace_flags = 0;
  SpanIdBytes parent_span_id{};  // zeros: a root
  bool parent_is_remote = false;
  std::int64_t start_unix_ns = 0;
  std::int64_t end_unix_ns = 0;
  FinishedStatus status = FinishedStatus::kUnset;
  std::string status_description;
  FinishedAttributes attributes;
  std::vector<FinishedEvent> events;  // in the order in which they were added
  std::vector<FinishedLink> links;
  std::uint32_t dropped_attributes = 0;
  std::uint32_t dropped_events = 0;
  std::uint32_t dropped_links = 0;
};

}  // namespace tracebridge::opencensus_shim
