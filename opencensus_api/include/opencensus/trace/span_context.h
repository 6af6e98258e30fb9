// What identifies a span across processes: trace id, span id, options.
#pragma once

#include <cstdint>
#include <string>

#include "opencensus/trace/span_id.h"
#include "opencensus/trace/trace_id.h"
#include "opencensus/trace/trace_options.h"

namespace opencensus {
namespace trace {

class SpanContext final {
 public:
  // All zeros: not valid.
  SpanContext() {}
  SpanContext(TraceId trace_id, SpanId span_id, TraceOptions trace_options = TraceOptions())
      : trace_id_(trace_id), span_id_(span_id), trace_options_(trace_options) {}

  SpanContext(const SpanContext&) = default;
  SpanContext(SpanContext&&) = default;
  SpanContext& operator=(const SpanContext&) = default;
  SpanContext& operator=(SpanContext&&) = default;

  TraceId trace_id() const { return trace_id_; }
  SpanId span_id() const { return span_id_; }
  TraceOptions trace_options() const { return trace_options_; }

  // Compare both ids. The options do not count.
  bool operator==(const SpanContext& that) const {
    return trace_id_ == that.trace_id_ && span_id_ == that.span_id_;
  }
  bool operator!=(const SpanContext& that) const { return !(*this == that); }

  // Returns whether neither id is all zeros.
  bool IsValid() const { return trace_id_.IsValid() && span_id_.IsValid(); }

  // Returns e.g. "404142434445464748494a4b4c4d4e4f-6162636465666768-01".
  std::string ToString() const;

 private:
  TraceId trace_id_;
  SpanId span_id_;
  TraceOptions trace_options_;
};

}  // namespace trace
}  // namespace opencensus
