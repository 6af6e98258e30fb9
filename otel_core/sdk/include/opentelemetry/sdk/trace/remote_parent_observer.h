// Shows every recording span of the process that has a remote parent as it starts, whichever provider it is of. Ours:
// upstream has no such thing.
//
// For what a propagator knows about a request and a span context has no room for: `span` may be given links and
// attributes.
#pragma once

#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

// Called on the thread that starts the span, after its processors; must not block.
using RemoteParentObserver = void (*)(const opentelemetry::trace::SpanContext& parent,
                                      opentelemetry::trace::Span& span) noexcept;

// Installs the observer of this process; null removes it, though it may still be under way on other threads.
void SetRemoteParentObserver(RemoteParentObserver observer) noexcept;

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
