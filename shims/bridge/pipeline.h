// The parts of a tracer provider, as the settings describe them.
//
//   OTEL_TRACES_EXPORTER=otlp,console   ->   a batch processor over OTLP/HTTP, a simple one over standard output
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md.
#pragma once

#include <memory>
#include <vector>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::bridge {

std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeSampler(const SdkOptions& options);

// One processor for each exporter; none for `none`.
std::vector<std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor>> MakeProcessors(
    const FinalizedOptions& options);

opentelemetry::sdk::resource::Resource MakeResource(const SdkOptions& options);

opentelemetry::sdk::trace::SpanLimits MakeLimits(const SdkOptions& options);

// One that reads and writes all formats of `options`, in their order; a no-op for none.
std::shared_ptr<opentelemetry::context::propagation::TextMapPropagator> MakePropagator(
    const SdkOptions& options);

}  // namespace tracebridge::bridge
