// OpenCensus's decisions and ids, for the SDK: what the shim publishes while it starts a span, repeated.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/id_generator.h"
#include "opentelemetry/sdk/trace/sampler.h"

namespace tracebridge::bridge {

// For a program that configured no provider: samples exactly the spans that OpenCensus's own rules sample.
std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeOpenCensusSampler();

// For one that did: `inner` decides, but
//   * a sampler that an OpenCensus StartSpan names decides about that span, as it did in the original (so an
//     AlwaysSampler samples the child of an unsampled parent);
//   * with `use_trace_config`, a TraceConfig that the program set decides about OpenCensus spans without a sampled parent;
//   * a span that starts with a `sampling.priority` above 0 is sampled (sampling_priority.h).
std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeOpenCensusAwareSampler(
    std::unique_ptr<opentelemetry::sdk::trace::Sampler> inner, bool use_trace_config);

// Gives an OpenCensus span the ids that its sampler saw; random ones to every other span.
std::unique_ptr<opentelemetry::sdk::trace::IdGenerator> MakeOpenCensusIdGenerator();

}  // namespace tracebridge::bridge
