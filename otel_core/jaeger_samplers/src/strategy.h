// What a sampling server of Jaeger's answers.
//
//   {"strategyType": "PROBABILISTIC", "probabilisticSampling": {"samplingRate": 0.5}}
//   {"strategyType": "RATE_LIMITING", "rateLimitingSampling": {"maxTracesPerSecond": 10}}
//   {"strategyType": "PROBABILISTIC", "probabilisticSampling": {"samplingRate": 0.5},
//    "operationSampling": {"defaultSamplingProbability": 0.5, "defaultLowerBoundTracesPerSecond": 0.1,
//      "perOperationStrategies": [{"operation": "GET /", "probabilisticSampling": {"samplingRate": 1}}]}}
//
// Source: jaeger-idl, thrift/sampling.thrift, as JSON; jaeger-client-cpp 0.9.0, samplers/RemoteSamplingJSON.h. As there, rates
// of operations come before one rate, and that before a limit; the type itself says nothing that these do not.
#pragma once

#include <string_view>
#include <variant>

#include "otel_core/jaeger_samplers/src/rules.h"
#include "tracebridge/expected.h"

namespace tracebridge::jaeger {

struct OneRate {
  double rate;  // 0 to 1
};
struct OneLimit {
  double per_second;
};
using Strategy = std::variant<OneRate, OneLimit, OperationRates>;

// Returns the strategy in `answer`. Each number was checked.
Expected<Strategy> ParseStrategy(std::string_view answer);

}  // namespace tracebridge::jaeger
