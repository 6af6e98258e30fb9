#include "opentelemetry/sdk/metrics/aggregation/base2_exponential_histogram_indexer.h"

#include <algorithm>
#include <cmath>

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

Base2ExponentialHistogramIndexer::Base2ExponentialHistogramIndexer(std::int32_t scale)
    : scale_(scale), scale_factor_(scale > 0 ? std::ldexp(1.0, scale) : 1) {}

// The upper boundary belongs to a bucket; of all boundaries only powers of two are representable, so only these are exactly
// on one. The logarithm is taken of the mantissa alone, which keeps its error far from the width of a bucket.
std::int32_t Base2ExponentialHistogramIndexer::ComputeIndex(double value) const noexcept {
  int exponent = 0;
  const double half_mantissa = std::frexp(std::fabs(value), &exponent);  // in [0.5, 1)
  --exponent;
  const bool is_power = half_mantissa == 0.5;
  if (scale_ <= 0) return (is_power ? exponent - 1 : exponent) >> std::min(-scale_, 31);
  const auto width = static_cast<std::int32_t>(scale_factor_);
  if (is_power) return exponent * width - 1;
  const auto place = static_cast<std::int32_t>(std::log2(2 * half_mantissa) * scale_factor_);
  return exponent * width + std::clamp(place, 0, width - 1);
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
