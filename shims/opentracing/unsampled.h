// A span that is not recorded, for `sampling.priority` 0 at the start.
#pragma once

#include "opentelemetry/trace/span_context.h"
#include "shims/opentracing/span_context.h"

namespace tracebridge::opentracing_shim {

// Returns a non-recording span with a new span id, in the trace of `parent` (in a new trace if that
// is invalid), with its tracestate and its flags but for the sampled one. Null without memory.
SpanPointer StartUnsampled(const opentelemetry::trace::SpanContext& parent) noexcept;

// Returns `context` with its sampled flag set or cleared, and what a header said of it as far as that still holds.
opentelemetry::trace::SpanContext WithSampled(const opentelemetry::trace::SpanContext& context,
                                              bool is_sampled) noexcept;

}  // namespace tracebridge::opentracing_shim
