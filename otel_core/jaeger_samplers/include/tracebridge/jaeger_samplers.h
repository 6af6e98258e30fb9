// The samplers of Jaeger's clients: they decide for traces that begin here as a neighbour does that still runs
// jaeger-client-cpp, and leave its two tags on the first span of a sampled trace.
//
//   probabilistic, 0.25   sampler.type = "probabilistic", sampler.param = 0.25
//   ratelimiting, 2       sampler.type = "ratelimiting", sampler.param = 2.0
//   remote                those of the strategy that a server names, asked for from time to time
//
// None looks at a parent: put them below a ParentBasedSampler. (`const` is AlwaysOn and AlwaysOff.)
//
// Source: jaeger-client-cpp 0.9.0, src/jaegertracing/samplers; Jaeger 1.21, "Sampling".
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "opentelemetry/sdk/trace/sampler.h"

namespace tracebridge {

// Samples `rate` (0 to 1) of all traces, by the low half of their ids.
std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeJaegerProbabilisticSampler(double rate);

// Samples `traces_per_second` at most, and up to as many at once (1 at least).
std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeJaegerRateLimitingSampler(
    double traces_per_second);

struct JaegerRemoteSamplerOptions {
  std::string url = "http://127.0.0.1:5778/sampling";  // asked with `?service=<service_name>`
  std::string service_name;
  std::chrono::milliseconds interval{60000};  // between two questions
  double initial_rate = 0.001;                // until the first answer
  std::uint32_t max_operations = 2000;        // with a rate of their own
};

// Samples as the server says: one rate, a limit, or a rate and a lower bound for each operation. An answer that does not come,
// is larger than 1 MiB or makes no sense changes nothing, is counted, and is logged once until one does.
//
// The first question to it in a process starts the thread that asks the server; a forked child starts its own and has the
// last answer until then. The thread ends with the sampler. Nothing of it is traced.
std::unique_ptr<opentelemetry::sdk::trace::Sampler> MakeJaegerRemoteSampler(
    JaegerRemoteSamplerOptions options);

}  // namespace tracebridge
