// The OpenTracing tracer over OpenTelemetry objects that the program chooses. Needs C++17, and the
// library tracebridge::opentracing_shim_otel.
#pragma once

#include <functional>
#include <memory>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tracebridge/opentracing_shim.h"

namespace tracebridge {

// Returns `context` with what `bytes` say; as it is if they say nothing. Throws nothing.
using ReadBinaryFunction = std::function<opentelemetry::context::Context(
    opentelemetry::nostd::string_view bytes, const opentelemetry::context::Context& context)>;

// A null member stands for the global one.
struct OpenTelemetryObjects {
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider> provider;
  // For TextMapWriter and TextMapReader.
  opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator> text_map;
  // For HTTPHeadersWriter and HTTPHeadersReader.
  opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>
      http_headers;
  // For a std::istream that holds the binary form of another tracer; null: such a context is corrupted. Called by any
  // thread.
  ReadBinaryFunction read_other_binary;
};

// As MakeOpenTracingTracer(options), with `objects`.
std::shared_ptr<opentracing::Tracer> MakeOpenTracingTracer(
    const OpenTelemetryObjects& objects, const OpenTracingOptions& options = OpenTracingOptions());

}  // namespace tracebridge
