#include <utility>

#include "shims/bridge/opencensus_sampling.h"
#include "tracebridge/opencensus_sdk.h"

namespace tracebridge {

std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeOpenCensusAwareSampler(
    std::unique_ptr<opentelemetry::sdk::trace::Sampler> inner) {
  return bridge::MakeOpenCensusAwareSampler(std::move(inner), /*use_trace_config=*/true);
}

}  // namespace tracebridge
