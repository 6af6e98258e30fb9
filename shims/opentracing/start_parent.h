// The parent and the baggage that a new OpenTracing span gets.
//
//   references            ->  the parent among them (references.h), the union of their baggage
//   none, current span    ->  the current span and baggage, if the rule of shims/activation says so
//   none, otherwise       ->  a new trace
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Start a new Span".
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "shims/activation/activation.h"
#include "shims/opentracing/baggage.h"
#include "shims/opentracing/references.h"

namespace tracebridge::opentracing_shim {

// Whether `tracer` can be told a parent without a copy: one of the embedded core's may be.
bool TakesReferences(const opentelemetry::trace::Tracer& tracer) noexcept;

class StartParent {
 public:
  // The parent for a start by `asking` with `references`, which must outlive this object. Without
  // memory, the baggage is empty and that is counted.
  StartParent(const References& references, activation::Api asking) noexcept;

  // Returns the parent's context; an invalid one for a new trace.
  opentelemetry::trace::SpanContext context() const noexcept;

  // May be taken away: nothing else looks at it.
  BaggagePointer& baggage() noexcept { return baggage_; }

  // Writes the parent to `options`, as they are when nothing was said: the current span. There "none"
  // must be said expressly, for an invalid SpanContext means the current span too. For a tracer that
  // TakesReferences they refer to the references, which outlive the start.
  void Apply(bool takes_references, opentelemetry::trace::StartSpanOptions* options) const;
  // The same with the parent as if it were sampled.
  void ApplySampled(opentelemetry::trace::StartSpanOptions* options) const;

 private:
  void TakeCurrent(activation::Api asking) noexcept;

  const References& references_;
  bool is_current_ = false;  // the parent is the current span, if there is one
  BaggagePointer baggage_;
};

}  // namespace tracebridge::opentracing_shim
