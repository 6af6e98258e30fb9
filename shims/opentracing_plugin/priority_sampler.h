// OpenTracing's `sampling.priority` above another sampler's decision.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/sampler.h"

namespace tracebridge::opentracing_plugin {

// Returns a sampler that decides as `inner` does, but samples a span that starts with a `sampling.priority` above 0. (0 is
// the OpenTracing shim's.)
std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakePrioritySampler(
    std::unique_ptr<opentelemetry::sdk::trace::Sampler> inner);

}  // namespace tracebridge::opentracing_plugin
