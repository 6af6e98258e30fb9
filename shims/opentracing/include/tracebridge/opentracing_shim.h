// An OpenTracing Tracer whose spans are OpenTelemetry's.
//
//   opentracing::Tracer::InitGlobal(tracebridge::MakeOpenTracingTracer());
//
// Source: OpenTelemetry specification 1.60.0, compatibility/opentracing.md, "Create an OpenTracing
// Tracer Shim". Programs that hold OpenTelemetry objects of their own: opentracing_shim_otel.h.
#pragma once

#include <opentracing/tracer.h>

#include <functional>
#include <memory>

namespace tracebridge {

// Whether starting a span also makes it current.
enum class OpenTracingActivation {
  kOff,     // as OpenTracing always was; tracebridge::ActivateSpan makes a span current
  kThread,  // a span is current on the thread that started it, from its start until it finishes
};

struct OpenTracingOptions {
  OpenTracingActivation activation = OpenTracingActivation::kOff;

  // Inject writes every key that the propagator may ever write, with an empty value for what this
  // context lacks. For hosts that look once at which keys Inject writes.
  bool inject_all_keys = false;

  // Called by each Close() of the tracer, after which it starts non-recording spans. What it throws
  // is swallowed and counted. Bridge flushes and shuts the provider down here.
  std::function<void()> on_close;

  // Close() calls on_close, and the tracer goes on as before: for one that the program did not make, and may close before it
  // registers another.
  bool records_after_close = false;
};

// Returns a tracer over the global OpenTelemetry provider of this moment, and over the global
// propagator of each later moment. Spans may outlive the tracer's last shared_ptr; it lives on
// until they are gone. Throws std::bad_alloc only.
std::shared_ptr<opentracing::Tracer> MakeOpenTracingTracer(
    const OpenTracingOptions& options = OpenTracingOptions());

}  // namespace tracebridge
