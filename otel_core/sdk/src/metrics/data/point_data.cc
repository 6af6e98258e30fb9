#include "opentelemetry/sdk/metrics/data/point_data.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

std::unique_ptr<AdaptingCircularBufferCounter> Copy(
    const std::unique_ptr<AdaptingCircularBufferCounter>& buckets) {
  return buckets == nullptr ? nullptr : std::make_unique<AdaptingCircularBufferCounter>(*buckets);
}

}  // namespace

Base2ExponentialHistogramPointData::Base2ExponentialHistogramPointData(
    const Base2ExponentialHistogramPointData& other)
    : sum_(other.sum_),
      min_(other.min_),
      max_(other.max_),
      zero_threshold_(other.zero_threshold_),
      count_(other.count_),
      zero_count_(other.zero_count_),
      positive_buckets_(Copy(other.positive_buckets_)),
      negative_buckets_(Copy(other.negative_buckets_)),
      max_buckets_(other.max_buckets_),
      scale_(other.scale_),
      record_min_max_(other.record_min_max_) {}

Base2ExponentialHistogramPointData& Base2ExponentialHistogramPointData::operator=(
    const Base2ExponentialHistogramPointData& other) {
  if (this != &other) *this = Base2ExponentialHistogramPointData(other);
  return *this;
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
