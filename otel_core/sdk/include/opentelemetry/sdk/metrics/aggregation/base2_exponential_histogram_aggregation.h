// How many values lie in buckets that grow exponentially, as fine as their number allows.
#pragma once

#include <cstdint>
#include <memory>

#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/sdk/metrics/aggregation/base2_exponential_histogram_indexer.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/metrics/data/point_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class AggregationConfig;

// Begins with the configured scale and takes a lower one when the range of values needs it, until Reset(). NaN and infinities
// are ignored. A value that has no memory for its bucket is ignored, and counted.
class Base2ExponentialHistogramAggregation final : public Aggregation {
 public:
  // `aggregation_config` is a Base2ExponentialHistogramAggregationConfig or null.
  explicit Base2ExponentialHistogramAggregation(
      const AggregationConfig* aggregation_config = nullptr);
  explicit Base2ExponentialHistogramAggregation(Base2ExponentialHistogramPointData data);

  void Aggregate(std::int64_t value, const PointAttributes& attributes = {}) noexcept override;
  void Aggregate(double value, const PointAttributes& attributes = {}) noexcept override;
  std::unique_ptr<Aggregation> Merge(const Aggregation& delta) const noexcept override;
  // Least and greatest are not known of a difference.
  std::unique_ptr<Aggregation> Diff(const Aggregation& next) const noexcept override;
  PointType ToPoint() const noexcept override;
  void AddTo(Aggregation* total) const override;
  void Reset() noexcept override;

 private:
  void Count(double value);
  void Downscale(std::uint32_t by) noexcept;
  static void AddBuckets(const AdaptingCircularBufferCounter& from, std::uint32_t shift,
                         AdaptingCircularBufferCounter* to);

  Base2ExponentialHistogramPointData data_;
  Base2ExponentialHistogramIndexer indexer_;
  std::int32_t max_scale_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
