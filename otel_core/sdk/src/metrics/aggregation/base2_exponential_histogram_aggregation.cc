#include "opentelemetry/sdk/metrics/aggregation/base2_exponential_histogram_aggregation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "otel_core/sdk/src/metrics/aggregation/or_null.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using Config = Base2ExponentialHistogramAggregationConfig;

const Config& ConfigOf(const AggregationConfig* config) {
  static const auto& defaults = *new Config;  // never destroyed
  return config != nullptr ? static_cast<const Config&>(*config) : defaults;
}

Base2ExponentialHistogramPointData Empty(const Config& config) {
  Base2ExponentialHistogramPointData data;
  data.max_buckets_ = std::clamp(config.max_size_, kMaxSizeMin, kMaxSizeMax);
  data.scale_ = std::clamp(config.max_scale_, kMaxScaleMin, kMaxScaleMax);
  data.record_min_max_ = config.record_min_max_;
  data.positive_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(data.max_buckets_);
  data.negative_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(data.max_buckets_);
  return data;
}

// Returns how many scales less let the indexes from `low` to `high` fit in `size` buckets.
std::uint32_t ScalesToFit(std::int32_t low, std::int32_t high, std::size_t size) noexcept {
  std::uint32_t by = 0;
  while (by < 31 && static_cast<std::size_t>(std::int64_t{high >> by} - (low >> by)) >= size) ++by;
  return by;
}

// Returns the same for the buckets of both, when those of `b` have the scale `shift` above.
std::uint32_t ScalesToFit(const AdaptingCircularBufferCounter& a,
                          const AdaptingCircularBufferCounter& b, std::uint32_t shift) noexcept {
  if (b.Empty()) return 0;
  const std::int32_t low = b.StartIndex() >> shift;
  const std::int32_t high = b.EndIndex() >> shift;
  return ScalesToFit(a.Empty() ? low : std::min(low, a.StartIndex()),
                     a.Empty() ? high : std::max(high, a.EndIndex()), a.MaxSize());
}

}  // namespace

Base2ExponentialHistogramAggregation::Base2ExponentialHistogramAggregation(
    const AggregationConfig* aggregation_config)
    : Base2ExponentialHistogramAggregation(Empty(ConfigOf(aggregation_config))) {}

Base2ExponentialHistogramAggregation::Base2ExponentialHistogramAggregation(
    Base2ExponentialHistogramPointData data)
    : data_(std::move(data)), indexer_(data_.scale_), max_scale_(data_.scale_) {}

void Base2ExponentialHistogramAggregation::Aggregate(std::int64_t value,
                                                     const PointAttributes& attributes) noexcept {
  Aggregate(static_cast<double>(value), attributes);
}

void Base2ExponentialHistogramAggregation::Aggregate(double value,
                                                     const PointAttributes&) noexcept {
  if (!std::isfinite(value)) return;
  try {
    Count(value);
  } catch (...) {  // also std::length_error, of the buckets of a point that another made
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  }
}

void Base2ExponentialHistogramAggregation::Count(double value) {
  if (value == 0) {
    ++data_.zero_count_;
  } else {
    AdaptingCircularBufferCounter& buckets =
        value > 0 ? *data_.positive_buckets_ : *data_.negative_buckets_;
    const std::int32_t index = indexer_.ComputeIndex(value);
    if (!buckets.Increment(index, 1)) {
      const std::uint32_t by = ScalesToFit(std::min(index, buckets.StartIndex()),
                                           std::max(index, buckets.EndIndex()), buckets.MaxSize());
      Downscale(by);
      buckets.Increment(index >> by, 1);
    }
  }
  data_.min_ = data_.count_ == 0 ? value : std::min(data_.min_, value);
  data_.max_ = data_.count_ == 0 ? value : std::max(data_.max_, value);
  ++data_.count_;
  data_.sum_ += value;
}

void Base2ExponentialHistogramAggregation::Downscale(std::uint32_t by) noexcept {
  if (by == 0) return;
  data_.positive_buckets_->Downscale(by);
  data_.negative_buckets_->Downscale(by);
  data_.scale_ -= static_cast<std::int32_t>(by);
  indexer_ = Base2ExponentialHistogramIndexer(data_.scale_);
}

std::unique_ptr<Aggregation> Base2ExponentialHistogramAggregation::Merge(
    const Aggregation& delta) const noexcept {
  return OrNull([&] {
    auto merged = std::make_unique<Base2ExponentialHistogramAggregation>(data_);
    delta.AddTo(merged.get());
    return merged;
  });
}

std::unique_ptr<Aggregation> Base2ExponentialHistogramAggregation::Diff(
    const Aggregation& next) const noexcept {
  return OrNull([&] {
    const auto& later = static_cast<const Base2ExponentialHistogramAggregation&>(next);
    auto difference = std::make_unique<Base2ExponentialHistogramAggregation>(later.data_);
    Base2ExponentialHistogramPointData& data = difference->data_;
    data.record_min_max_ = false;
    data.count_ -= data_.count_;
    data.sum_ -= data_.sum_;
    data.zero_count_ -= data_.zero_count_;
    const auto subtract = [&](const AdaptingCircularBufferCounter& from,
                              AdaptingCircularBufferCounter* buckets) {
      if (from.Empty()) return;
      const auto shift = static_cast<std::uint32_t>(std::max(0, data_.scale_ - data.scale_));
      for (std::int32_t i = from.StartIndex(); i <= from.EndIndex(); ++i) {
        buckets->Increment(i >> shift, ~from.Get(i) + 1);
      }
    };
    subtract(*data_.positive_buckets_, data.positive_buckets_.get());
    subtract(*data_.negative_buckets_, data.negative_buckets_.get());
    return difference;
  });
}

PointType Base2ExponentialHistogramAggregation::ToPoint() const noexcept try {
  return data_;
} catch (const std::bad_alloc&) {
  tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  return DropPointData();
}

void Base2ExponentialHistogramAggregation::AddTo(Aggregation* total) const {
  if (data_.count_ == 0) return;
  auto& sum = *static_cast<Base2ExponentialHistogramAggregation*>(total);
  Base2ExponentialHistogramPointData& data = sum.data_;
  // What can throw comes first.
  if (!data_.positive_buckets_->Empty()) data.positive_buckets_->Reserve();
  if (!data_.negative_buckets_->Empty()) data.negative_buckets_->Reserve();

  sum.Downscale(static_cast<std::uint32_t>(std::max(0, data.scale_ - data_.scale_)));
  const auto shift = static_cast<std::uint32_t>(data_.scale_ - data.scale_);
  const std::uint32_t by =
      std::max(ScalesToFit(*data.positive_buckets_, *data_.positive_buckets_, shift),
               ScalesToFit(*data.negative_buckets_, *data_.negative_buckets_, shift));
  sum.Downscale(by);
  AddBuckets(*data_.positive_buckets_, shift + by, data.positive_buckets_.get());
  AddBuckets(*data_.negative_buckets_, shift + by, data.negative_buckets_.get());

  data.record_min_max_ = data.record_min_max_ && data_.record_min_max_;
  data.min_ = data.count_ == 0 ? data_.min_ : std::min(data.min_, data_.min_);
  data.max_ = data.count_ == 0 ? data_.max_ : std::max(data.max_, data_.max_);
  data.count_ += data_.count_;
  data.zero_count_ += data_.zero_count_;
  data.sum_ += data_.sum_;
}

void Base2ExponentialHistogramAggregation::AddBuckets(const AdaptingCircularBufferCounter& from,
                                                      std::uint32_t shift,
                                                      AdaptingCircularBufferCounter* to) {
  if (from.Empty()) return;
  for (std::int32_t i = from.StartIndex(); i <= from.EndIndex(); ++i) {
    if (const std::uint64_t count = from.Get(i)) to->Increment(i >> std::min(shift, 31u), count);
  }
}

void Base2ExponentialHistogramAggregation::Reset() noexcept {
  data_.positive_buckets_->Clear();
  data_.negative_buckets_->Clear();
  data_.count_ = data_.zero_count_ = 0;
  data_.sum_ = data_.min_ = data_.max_ = 0;
  data_.scale_ = max_scale_;
  indexer_ = Base2ExponentialHistogramIndexer(max_scale_);
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
