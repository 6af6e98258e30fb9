// The current span.
#pragma once

#include "opencensus/context/context.h"
#include "opencensus/trace/span.h"

namespace opencensus {
namespace trace {

// Returns the span that is current on the calling thread, whichever API made it so; a blank one
// when there is none. The reference always shows the thread's current span; copy it to keep one
// span.
const Span& GetCurrentSpan();

// Returns the span of `ctx`, which lives as long as `ctx`.
const Span& GetSpanFromContext(const opencensus::context::Context& ctx);

}  // namespace trace
}  // namespace opencensus
