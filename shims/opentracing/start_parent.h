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
#include "shims/activation/activation.h"
#include "shims/opentracing/baggage.h"
#include "shims/opentracing/references.h"

namespace tracebridge::opentracing_shim {

struct StartParent {
  opentelemetry::trace::SpanContext context = opentelemetry::trace::SpanContext::GetInvalid();
  BaggagePointer baggage;

  // Writes the parent to `options`, where "none" must be said expressly: an invalid SpanContext
  // there would mean the current span.
  void Apply(opentelemetry::trace::StartSpanOptions* options) const;
};

// Returns the parent for a start by `asking` with `references`. Without memory, the baggage is
// empty and that is counted.
StartParent ChooseParent(const References& references, activation::Api asking) noexcept;

}  // namespace tracebridge::opentracing_shim
