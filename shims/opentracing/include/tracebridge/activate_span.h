// Makes an OpenTracing span the current span of all three APIs, for the length of a scope.
//
//   auto span = tracer->StartSpan("authorize");
//   tracebridge::ActivateSpan scope{*span};
//   // OpenTelemetry and OpenCensus code called here has `span` as its parent, and its baggage.
//
// Nests in any order with OpenTelemetry's Scope and OpenCensus's WithSpan.
#pragma once

#include <opentracing/span.h>

namespace tracebridge {

class ActivateSpan {
 public:
  // Makes `span` current on this thread. The span may finish, and be destroyed, inside the scope.
  // A span of a tracer that is not tracebridge's becomes current by its ToTraceID and ToSpanID; if
  // it has none that can be read (a no-op tracer), what is current stays current, and that is
  // counted.
  explicit ActivateSpan(const opentracing::Span& span) noexcept;

  // As above; null makes no span and no baggage current.
  explicit ActivateSpan(const opentracing::Span* span) noexcept;

  ActivateSpan(const ActivateSpan&) = delete;
  ActivateSpan& operator=(const ActivateSpan&) = delete;

  // Restores what was current before, also out of order or on another thread.
  ~ActivateSpan();

 private:
  alignas(8) unsigned char frame_[64];  // an ActivationFrame
};

}  // namespace tracebridge
