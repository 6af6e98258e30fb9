// What OpenCensus needs of the SDK of an installed opentelemetry-cpp (-DTRACEBRIDGE_CORE=system), which the program sets up.
//
//   std::vector<std::unique_ptr<sdk::SpanProcessor>> processors;
//   processors.push_back(std::move(its_own));
//   processors.push_back(tracebridge::MakeOpenCensusSpanProcessor());
//   auto provider = sdk::TracerProviderFactory::Create(
//       std::move(processors), resource, tracebridge::MakeOpenCensusAwareSampler(std::move(its_sampler)));
//
// The embedded core needs neither: tracebridge::Bridge does both. Needs C++17.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/sampler.h"

namespace tracebridge {

// Returns a processor that hands the finished spans of its provider, whichever API made them, to the exporters that are
// registered with OpenCensus, in batches, on a thread of its own (opentelemetry-cpp's batch processor). Until one is
// registered spans are dropped. The sizes that OpenCensus code sets for its batches count when they were set before this call.
std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor> MakeOpenCensusSpanProcessor();

// Returns a sampler that decides as OpenCensus does where its code named a sampler, or set TraceConfig and the parent is
// not sampled, and asks `inner` about all other spans.
std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeOpenCensusAwareSampler(
    std::unique_ptr<opentelemetry::sdk::trace::Sampler> inner);

}  // namespace tracebridge
