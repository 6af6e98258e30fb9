// Metrics of every kind and with every field, at random: what two encoders, or an encoder and a decoder, are compared with.
#pragma once

#include <memory>
#include <random>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/sdk/resource/resource.h"

namespace tracebridge::test {

struct RandomMetrics {
  std::unique_ptr<opentelemetry::sdk::resource::Resource> resource;
  std::vector<opentelemetry::nostd::unique_ptr<
      opentelemetry::sdk::instrumentationscope::InstrumentationScope>>
      scopes;
  opentelemetry::sdk::metrics::ResourceMetrics data;  // refers to the two above
};

// The same for the same state of `random`. Its numbers are finite, so that they compare equal to themselves.
RandomMetrics MakeRandomMetrics(std::mt19937_64* random);

}  // namespace tracebridge::test
