#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

const AggregationConfig* AggregationConfig::GetOrDefault(const AggregationConfig* config) {
  static const AggregationConfig default_config;
  return config != nullptr ? config : &default_config;
}

// metrics/sdk.md, "Explicit Bucket Histogram Aggregation". Never destroyed: histograms are made at any time.
const std::vector<double>& HistogramAggregationConfig::DefaultBoundaries() {
  static const auto& boundaries = *new std::vector<double>{
      0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000};
  return boundaries;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
