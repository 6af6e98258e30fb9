#include "otel_core/exporters/prometheus/src/buckets.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>

namespace tracebridge::prometheus_exporter {
namespace {

namespace metrics = opentelemetry::sdk::metrics;
using metrics::AdaptingCircularBufferCounter;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Counts by their upper bound.
using Counts = std::map<double, std::uint64_t>;

std::int64_t FloorShift(std::int64_t value, int shift) { return value >> shift; }

// The exponents of two that bound the bucket: (2^lower, 2^upper].
struct Exponents {
  std::int64_t lower;
  std::int64_t upper;
};

// Bucket i of scale s is (2^(i / 2^s), 2^((i + 1) / 2^s)].
Exponents BoundsOf(std::int64_t index, std::int32_t scale) {
  if (scale >= 0) {
    const std::int64_t lower = FloorShift(index, std::min(scale, 62));
    return {lower, lower + 1};
  }
  const int shift = -std::max(scale, -16);  // beyond the range of a double whatever the index
  return {index * (std::int64_t{1} << shift), (index + 1) * (std::int64_t{1} << shift)};
}

double PowerOfTwo(std::int64_t exponent) {
  return std::ldexp(1.0, static_cast<int>(std::clamp<std::int64_t>(exponent, -1075, 1025)));
}

// The least and the largest bound have a bucket whether or not something is in it, and so has each power of two between
// those of positive scale: a bucket that comes later would look like one that was empty until then, which it was.
void Add(const AdaptingCircularBufferCounter* buckets, std::int32_t scale, bool is_negative,
         Counts* counts) {
  if (buckets == nullptr || buckets->Empty()) return;
  for (std::int64_t i = buckets->StartIndex(); i <= buckets->EndIndex(); ++i) {
    const std::uint64_t count = buckets->Get(static_cast<std::int32_t>(i));
    const Exponents bounds = BoundsOf(i, scale);
    const double lower = PowerOfTwo(bounds.lower);
    const double upper = PowerOfTwo(bounds.upper);
    // Of the other sign, the bucket is [-upper, -lower).
    (*counts)[is_negative ? -upper : lower] += 0;
    (*counts)[is_negative ? 0.0 - lower : upper] += count;  // 0.0: no bound is called "-0"
  }
}

}  // namespace

std::vector<Bucket> Buckets(const metrics::HistogramPointData& histogram) {
  std::vector<Bucket> buckets;
  std::uint64_t total = 0;
  // No counts: only the number of all is known.
  const std::size_t size = std::min(histogram.boundaries_.size(), histogram.counts_.size());
  buckets.reserve(size + 1);
  for (std::size_t i = 0; i < size; ++i) {
    total += histogram.counts_[i];
    const double bound = histogram.boundaries_[i];
    if (!std::isfinite(bound)) continue;
    if (!buckets.empty() && !(bound > buckets.back().upper_bound)) {
      buckets.back().cumulative_count = total;
      continue;
    }
    buckets.push_back({total, bound});
  }
  buckets.push_back({histogram.count_, kInfinity});
  return buckets;
}

std::vector<Bucket> Buckets(const metrics::Base2ExponentialHistogramPointData& histogram) {
  Counts counts;
  Add(histogram.negative_buckets_.get(), histogram.scale_, true, &counts);
  if (histogram.zero_count_ != 0) counts[histogram.zero_threshold_] += histogram.zero_count_;
  Add(histogram.positive_buckets_.get(), histogram.scale_, false, &counts);
  counts.erase(kInfinity);  // which is the last one

  std::vector<Bucket> buckets;
  buckets.reserve(counts.size() + 1);
  std::uint64_t total = 0;
  for (const auto& [bound, count] : counts) buckets.push_back({total += count, bound});
  buckets.push_back({histogram.count_, kInfinity});
  return buckets;
}

}  // namespace tracebridge::prometheus_exporter
