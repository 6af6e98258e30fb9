#include "opentelemetry/sdk/metrics/aggregation/histogram_aggregation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <type_traits>

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "otel_core/sdk/src/metrics/aggregation/arithmetic.h"
#include "otel_core/sdk/src/metrics/aggregation/or_null.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics::internal {

template <class T>
HistogramAggregation<T>::HistogramAggregation(const AggregationConfig* aggregation_config) {
  if (aggregation_config != nullptr) {
    const auto& config = static_cast<const HistogramAggregationConfig&>(*aggregation_config);
    boundaries_ = config.boundaries_;
    record_min_max_ = config.record_min_max_;
  } else {
    boundaries_ = HistogramAggregationConfig::DefaultBoundaries();
  }
  counts_.resize(boundaries_.size() + 1);
}

template <class T>
HistogramAggregation<T>::HistogramAggregation(const HistogramPointData& data)
    : boundaries_(data.boundaries_),
      counts_(data.counts_),
      count_(data.count_),
      sum_(nostd::get<T>(data.sum_)),
      record_min_max_(data.record_min_max_) {
  counts_.resize(boundaries_.size() + 1);
  if (record_min_max_ && count_ != 0) {
    min_ = nostd::get<T>(data.min_);
    max_ = nostd::get<T>(data.max_);
  }
}

template <class T>
void HistogramAggregation<T>::Aggregate(std::int64_t value, const PointAttributes&) noexcept {
  if constexpr (std::is_same_v<T, std::int64_t>) Add(value);
}

template <class T>
void HistogramAggregation<T>::Aggregate(double value, const PointAttributes&) noexcept {
  if constexpr (std::is_same_v<T, double>) {
    if (std::isfinite(value)) Add(value);
  }
}

template <class T>
void HistogramAggregation<T>::Add(T value) noexcept {
  const auto bucket =
      std::lower_bound(boundaries_.begin(), boundaries_.end(), static_cast<double>(value));
  ++counts_[static_cast<std::size_t>(bucket - boundaries_.begin())];
  min_ = count_ == 0 ? value : std::min(min_, value);
  max_ = count_ == 0 ? value : std::max(max_, value);
  ++count_;
  sum_ = Plus(sum_, value);
}

template <class T>
std::unique_ptr<Aggregation> HistogramAggregation<T>::Merge(
    const Aggregation& delta) const noexcept {
  return OrNull([&] {
    auto merged = std::make_unique<HistogramAggregation>(nostd::get<HistogramPointData>(ToPoint()));
    delta.AddTo(merged.get());
    return merged;
  });
}

template <class T>
std::unique_ptr<Aggregation> HistogramAggregation<T>::Diff(const Aggregation& next) const noexcept {
  return OrNull([&] {
    auto difference =
        std::make_unique<HistogramAggregation>(nostd::get<HistogramPointData>(next.ToPoint()));
    difference->record_min_max_ = false;
    difference->count_ -= count_;
    difference->sum_ = Minus(difference->sum_, sum_);
    for (std::size_t i = 0; i < std::min(counts_.size(), difference->counts_.size()); ++i) {
      difference->counts_[i] -= counts_[i];
    }
    return difference;
  });
}

template <class T>
PointType HistogramAggregation<T>::ToPoint() const noexcept try {
  HistogramPointData point(boundaries_);
  point.counts_ = counts_;
  point.count_ = count_;
  point.sum_ = sum_;
  point.min_ = min_;
  point.max_ = max_;
  point.record_min_max_ = record_min_max_;
  return point;
} catch (const std::bad_alloc&) {
  tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  return DropPointData();
}

template <class T>
void HistogramAggregation<T>::AddTo(Aggregation* total) const {
  if (count_ == 0) return;
  auto& sum = *static_cast<HistogramAggregation*>(total);
  for (std::size_t i = 0; i < std::min(counts_.size(), sum.counts_.size()); ++i) {
    sum.counts_[i] += counts_[i];
  }
  sum.record_min_max_ = sum.record_min_max_ && record_min_max_;
  sum.min_ = sum.count_ == 0 ? min_ : std::min(sum.min_, min_);
  sum.max_ = sum.count_ == 0 ? max_ : std::max(sum.max_, max_);
  sum.count_ += count_;
  sum.sum_ = Plus(sum.sum_, sum_);
}

template <class T>
void HistogramAggregation<T>::Reset() noexcept {
  std::fill(counts_.begin(), counts_.end(), 0);
  count_ = 0;
  sum_ = min_ = max_ = T{};
}

template class HistogramAggregation<std::int64_t>;
template class HistogramAggregation<double>;

}  // namespace sdk::metrics::internal
OPENTELEMETRY_END_NAMESPACE
