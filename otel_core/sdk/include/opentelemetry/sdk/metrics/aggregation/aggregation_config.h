// What a view may say about its aggregation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "opentelemetry/sdk/metrics/cardinality_limits.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

constexpr std::size_t kAggregationCardinalityLimit = kDefaultCardinalityLimit;

class AggregationConfig {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  AggregationConfig(std::size_t cardinality_limit = kAggregationCardinalityLimit)
      : cardinality_limit_(cardinality_limit) {}
  AggregationConfig(const AggregationConfig&) = default;
  AggregationConfig(AggregationConfig&&) = default;
  AggregationConfig& operator=(const AggregationConfig&) = default;
  AggregationConfig& operator=(AggregationConfig&&) = default;
  virtual ~AggregationConfig() = default;

  // kDefault: of those aggregations that have nothing to configure.
  virtual AggregationType GetType() const noexcept { return AggregationType::kDefault; }

  static const AggregationConfig* GetOrDefault(const AggregationConfig* config);

  // How many points there are at most, that for what has no place among them included.
  std::size_t cardinality_limit_;
};

class HistogramAggregationConfig : public AggregationConfig {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  HistogramAggregationConfig(std::size_t cardinality_limit = kAggregationCardinalityLimit)
      : AggregationConfig(cardinality_limit) {}

  AggregationType GetType() const noexcept override { return AggregationType::kHistogram; }

  // 0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000: what counts without a configuration.
  static const std::vector<double>& DefaultBoundaries();

  std::vector<double> boundaries_;  // ascending; none makes one bucket
  bool record_min_max_ = true;
};

constexpr std::int32_t kMaxScaleMin = -10;
constexpr std::int32_t kMaxScaleMax = 20;
constexpr std::size_t kMaxSizeMin = 2;
constexpr std::size_t kMaxSizeMax = 16384;  // ours: 128 KiB for each sign of each set of attributes

// Values outside of the limits above count as the nearest.
class Base2ExponentialHistogramAggregationConfig : public AggregationConfig {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  Base2ExponentialHistogramAggregationConfig(
      std::size_t cardinality_limit = kAggregationCardinalityLimit)
      : AggregationConfig(cardinality_limit) {}

  AggregationType GetType() const noexcept override {
    return AggregationType::kBase2ExponentialHistogram;
  }

  std::size_t max_size_ = 160;  // buckets for each sign
  std::int32_t max_scale_ = 20;
  bool record_min_max_ = true;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
