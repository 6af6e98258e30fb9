// What the OpenTelemetry API cannot say, and a core may know how to do.
//
// Without the hook the shim still forwards nothing more and clears the sampled flag; but the core
// exports the span with what it held, because the API has no way to withdraw a span.
#pragma once

#include "opentelemetry/trace/span.h"

namespace tracebridge::opentracing_shim {

// Makes `span` stop recording and clears its sampled flag, so that it is never exported. Called at
// most once a span, from any thread, before its End().
using StopRecording = void (*)(opentelemetry::trace::Span& span) noexcept;

// Installs the hook for the process; null removes it. shims/bridge does so on the embedded core.
void SetStopRecording(StopRecording hook) noexcept;
StopRecording GetStopRecording() noexcept;

}  // namespace tracebridge::opentracing_shim
