// A relation between a span and one of another trace.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "opencensus/trace/exporter/attribute_value.h"
#include "opencensus/trace/span_context.h"
#include "opencensus/trace/span_id.h"
#include "opencensus/trace/trace_id.h"

namespace opencensus {
namespace trace {
namespace exporter {

class Link final {
 public:
  // What the other span is to the one that holds the link.
  enum class Type : uint8_t { kChildLinkedSpan, kParentLinkedSpan };

  Link(const SpanContext& context, Type link_type,
       std::unordered_map<std::string, AttributeValue> attributes =
           std::unordered_map<std::string, AttributeValue>())
      : type_(link_type),
        trace_id_(context.trace_id()),
        span_id_(context.span_id()),
        attributes_(std::move(attributes)) {}

  Type type() const { return type_; }
  TraceId trace_id() const { return trace_id_; }
  SpanId span_id() const { return span_id_; }
  const std::unordered_map<std::string, AttributeValue>& attributes() const { return attributes_; }

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  Type type_;
  TraceId trace_id_;
  SpanId span_id_;
  std::unordered_map<std::string, AttributeValue> attributes_;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
