// The mark beside the current span: which API made it current.
//
// The embedded core has room for it in its frames and contexts, so that marking costs nothing and reading it makes no
// Context. On another core it is two more values of the Context, which name the span that they are about: a scope
// inside changes the current span, and so hides the mark.
#pragma once

#include "shims/activation/activation.h"

namespace tracebridge::activation {

struct Mark {
  bool has_span = false;
  Api by = Api::kOpenTelemetry;
};

// Returns the mark of the active span of `context`, or of the calling thread's current one.
Mark MarkOf(const opentelemetry::context::Context& context) noexcept;
Mark CurrentMark() noexcept;

// Returns whether a start through `asking` is to be a child of the span with `mark`.
bool IsImplicitParent(const Mark& mark, Api asking) noexcept;

}  // namespace tracebridge::activation
