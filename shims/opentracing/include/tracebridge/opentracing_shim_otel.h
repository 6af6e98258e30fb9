// The OpenTracing tracer over OpenTelemetry objects that the program chooses. Needs C++17, and the
// library tracebridge::opentracing_shim_otel.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tracebridge/opentracing_shim.h"

namespace tracebridge {

// Contexts of other tracers in a std::istream. Both are called by any thread, and throw nothing.
struct OtherBinary {
  // Returns how many more bytes the form has at least that begins with `bytes`; 0 when it is whole.
  std::function<std::size_t(opentelemetry::nostd::string_view bytes)> missing;
  // Returns `context` with what `bytes` say, of a form that is whole or cut off; as it is if they say nothing.
  std::function<opentelemetry::context::Context(opentelemetry::nostd::string_view bytes,
                                                const opentelemetry::context::Context& context)>
      read;
};

// A null member stands for the global one.
struct OpenTelemetryObjects {
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider> provider;
  // For TextMapWriter and TextMapReader.
  opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator> text_map;
  // For HTTPHeadersWriter and HTTPHeadersReader.
  opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>
      http_headers;
  // Null: what another tracer wrote to a stream is a corrupted context.
  OtherBinary other_binary;
};

// As MakeOpenTracingTracer(options), with `objects`.
std::shared_ptr<opentracing::Tracer> MakeOpenTracingTracer(
    const OpenTelemetryObjects& objects, const OpenTracingOptions& options = OpenTracingOptions());

}  // namespace tracebridge
