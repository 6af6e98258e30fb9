// Who made the current span current, and whether a parentless start gets it as its parent.
//
//   current span made current by     asking: OpenTelemetry  OpenTracing  OpenCensus
//   OpenTelemetry Scope                      parent         parent       parent
//   tracebridge::ActivateSpan                parent         parent       parent
//   OpenTracing activation policy            parent         root         parent
//   OpenCensus WithSpan                      parent         parent       root
//
// The two roots are what the original libraries gave to legacy code, which never asked for a
// parent. mark.h says where it is remembered.
#pragma once

#include <cstdint>
#include <string_view>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span.h"

namespace tracebridge::activation {

enum class Api : uint64_t { kOpenTelemetry, kOpenTracingScope, kOpenTracingPolicy, kOpenCensus };

// What a legacy start without an explicit parent does under a current span.
enum class ImplicitParent : std::uint32_t {
  kForeign,  // the table above
  kAlways,   // takes the current span as its parent, as the OpenTelemetry specification says
  kNever,    // starts a new trace
};

// The setting `TRACEBRIDGE_IMPLICIT_PARENT`, one for the whole process; kForeign until set.
ImplicitParent GetImplicitParent() noexcept;
void SetImplicitParent(ImplicitParent value) noexcept;

// Returns whether `text` is one of `foreign`, `always`, `never`, and then sets `*value`.
bool ParseImplicitParent(std::string_view text, ImplicitParent* value) noexcept;

// Returns `base` with `span` as its active span, marked as made current by `by`. The caller
// attaches it.
opentelemetry::context::Context WithSpan(
    const opentelemetry::context::Context& base,
    const opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span>& span, Api by);

// Makes a span current on the calling thread for as long as it lives, marked as made current by `by`.
// On the embedded core it costs what trace::Scope costs: the mark lies in the frame, and gets into a
// Context only when one is made. On another core it attaches WithSpan(current, span, by).
class Scope {
 public:
  Scope(const opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span>& span, Api by) noexcept
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
      : scope_(span, static_cast<uint64_t>(by)) {
  }

 private:
  opentelemetry::trace::Scope scope_;
#else
      : token_(opentelemetry::context::RuntimeContext::Attach(
            WithSpan(opentelemetry::context::RuntimeContext::GetCurrent(), span, by))) {
  }

 private:
  opentelemetry::nostd::unique_ptr<opentelemetry::context::Token> token_;
#endif
};

// Returns which API made the active span of `context` (of the calling thread's current context) the
// active one. kOpenTelemetry also when there is none.
Api Activator(const opentelemetry::context::Context& context) noexcept;
Api CurrentActivator() noexcept;

// Returns whether a start without explicit parent, through `asking`, is to be a child of the active
// span of `context` (of the calling thread's current context). False when there is none.
// For OpenTracing either of its two values may ask.
bool IsImplicitParent(const opentelemetry::context::Context& context, Api asking) noexcept;
bool IsImplicitParent(Api asking) noexcept;

}  // namespace tracebridge::activation
