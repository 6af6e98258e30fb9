// Received spans as plain values: what OTLP says, without Protobuf or JSON.
//
// Source: OTLP 1.11, messages of `opentelemetry.proto.{common,resource,trace}.v1`.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace tracebridge::tail {

using TraceId = std::array<uint8_t, 16>;
using SpanId = std::array<uint8_t, 8>;  // all zero: none

struct Attribute;

struct Bytes {
  std::string data;
};

// An AnyValue. std::monostate: the sender wrote no value (JavaScript's null, NaN in JSON).
struct Value {
  std::variant<std::monostate, bool, int64_t, double, std::string, Bytes, std::vector<Value>,
               std::vector<Attribute>>
      value;
};

struct Attribute {
  std::string key;
  Value value;
};

struct Resource {
  std::vector<Attribute> attributes;
};

struct Scope {
  std::string name;
  std::string version;
  std::vector<Attribute> attributes;
};

struct Event {
  uint64_t time = 0;  // nanoseconds since the Unix epoch
  std::string name;
  std::vector<Attribute> attributes;
  uint32_t dropped_attributes = 0;
};

struct Link {
  TraceId trace_id{};
  SpanId span_id{};
  std::string trace_state;
  std::vector<Attribute> attributes;
  uint32_t dropped_attributes = 0;
  uint32_t flags = 0;
};

enum class SpanKind { kUnspecified, kInternal, kServer, kClient, kProducer, kConsumer };
enum class StatusCode { kUnset, kOk, kError };

struct Span {
  TraceId trace_id{};
  SpanId span_id{};
  SpanId parent_span_id{};
  std::string trace_state;
  uint32_t flags = 0;
  std::string name;
  SpanKind kind = SpanKind::kUnspecified;
  uint64_t start = 0;  // nanoseconds since the Unix epoch
  uint64_t end = 0;    // nanoseconds since the Unix epoch
  std::vector<Attribute> attributes;
  std::vector<Event> events;
  std::vector<Link> links;
  uint32_t dropped_attributes = 0;
  uint32_t dropped_events = 0;
  uint32_t dropped_links = 0;
  StatusCode status = StatusCode::kUnset;
  std::string status_message;
  std::shared_ptr<const Resource> resource;  // never null in a decoded span
  std::shared_ptr<const Scope> scope;        // never null in a decoded span
};

// Returns lower-case hexadecimal digits, two a byte.
template <size_t kSize>
std::string ToHex(const std::array<uint8_t, kSize>& bytes) {
  std::string hex;
  for (const uint8_t byte : bytes) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

template <size_t kSize>
bool IsZero(const std::array<uint8_t, kSize>& id) {
  return id == std::array<uint8_t, kSize>{};
}

}  // namespace tracebridge::tail
