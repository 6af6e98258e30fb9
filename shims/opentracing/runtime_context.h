// The current span and baggage of this thread, and what only the embedded core can do with them.
//
// On the embedded core these read the thread's frames and make no Context; on another core they ask
// its RuntimeContext.
#pragma once

#include <optional>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "shims/opentracing/baggage.h"

namespace tracebridge::opentracing_shim {

// Returns the context of the current span; an invalid one when there is none.
opentelemetry::trace::SpanContext CurrentSpanContext() noexcept;

// Returns whether `span` is the span of `context`, or the current one.
bool IsCurrentIn(const opentelemetry::context::Context& context,
                 const opentelemetry::trace::Span& span) noexcept;
bool IsCurrent(const opentelemetry::trace::Span& span) noexcept;

// Returns a context that holds `span`, `baggage` unless that is null, and nothing else. Another core may throw std::bad_alloc.
opentelemetry::context::Context ContextOf(
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> span,
    const BaggagePointer& baggage);

// Returns the current baggage; null when there is none or it is empty.
BaggagePointer CurrentBaggage() noexcept;

// Returns whether someone else holds this object too; nothing where the core does not tell: opentelemetry-cpp's own
// nostd::shared_ptr has no count.
std::optional<bool> IsShared(const BaggagePointer& baggage) noexcept;

// Puts `context` in the place of the innermost context of this thread; its Token stays valid.
// Returns false, and does nothing, on another core without tracebridge/context_storage.h: what is new
// in `context` then shows from the next activation on.
bool ReplaceCurrent(const opentelemetry::context::Context& context) noexcept;

}  // namespace tracebridge::opentracing_shim
