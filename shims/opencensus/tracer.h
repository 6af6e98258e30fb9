// Where OpenCensus spans come from: the provider that the program set, or else the default one.
#pragma once

#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "shims/opencensus/thread_state.h"

namespace tracebridge::opencensus_shim {

// The name of the instrumentation scope of all spans started through OpenCensus.
inline constexpr char kScopeName[] = "opencensus-shim";

// Returns whether the program has set a tracer provider. If so, its sampler decides.
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
inline bool HasConfiguredProvider() noexcept {
  return opentelemetry::trace::Provider::HasTracerProvider();
}
#else
bool HasConfiguredProvider() noexcept;
#endif

// Returns the tracer to use now; null when nobody provides one. Lives until `state`'s thread asks
// again.
opentelemetry::trace::Tracer* CurrentTracer(ThreadState& state) noexcept;

}  // namespace tracebridge::opencensus_shim
