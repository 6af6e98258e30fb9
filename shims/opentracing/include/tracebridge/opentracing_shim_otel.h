// The OpenTracing tracer over OpenTelemetry objects that the program chooses. Needs C++17, and the
// library tracebridge::opentracing_shim_otel.
#pragma once

#include <memory>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tracebridge/opentracing_shim.h"

namespace tracebridge {

// A null member stands for the global one.
struct OpenTelemetryObjects {
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider> provider;
  // For TextMapWriter and TextMapReader.
  opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator> text_map;
  // For HTTPHeadersWriter and HTTPHeadersReader.
  opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>
      http_headers;
};

// As MakeOpenTracingTracer(options), with `objects`.
std::shared_ptr<opentracing::Tracer> MakeOpenTracingTracer(
    const OpenTelemetryObjects& objects, const OpenTracingOptions& options = OpenTracingOptions());

}  // namespace tracebridge
