#include "opentelemetry/sdk/metrics/aggregation/sum_aggregation.h"

#include <type_traits>

#include "otel_core/sdk/src/metrics/aggregation/arithmetic.h"
#include "otel_core/sdk/src/metrics/aggregation/or_null.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics::internal {

template <class T>
SumAggregation<T>::SumAggregation(const SumPointData& data)
    : sum_(nostd::get<T>(data.value_)), is_monotonic_(data.is_monotonic_) {}

template <class T>
void SumAggregation<T>::Aggregate(std::int64_t value, const PointAttributes&) noexcept {
  if constexpr (std::is_same_v<T, std::int64_t>) sum_ = Plus(sum_, value);
}

template <class T>
void SumAggregation<T>::Aggregate(double value, const PointAttributes&) noexcept {
  if constexpr (std::is_same_v<T, double>) sum_ = Plus(sum_, value);
}

template <class T>
std::unique_ptr<Aggregation> SumAggregation<T>::Merge(const Aggregation& delta) const noexcept {
  return OrNull([&] {
    auto merged = std::make_unique<SumAggregation>(is_monotonic_);
    merged->sum_ = Plus(sum_, static_cast<const SumAggregation&>(delta).sum_);
    return merged;
  });
}

template <class T>
std::unique_ptr<Aggregation> SumAggregation<T>::Diff(const Aggregation& next) const noexcept {
  return OrNull([&] {
    auto difference = std::make_unique<SumAggregation>(is_monotonic_);
    difference->sum_ = Minus(static_cast<const SumAggregation&>(next).sum_, sum_);
    return difference;
  });
}

template <class T>
PointType SumAggregation<T>::ToPoint() const noexcept {
  SumPointData point;
  point.value_ = sum_;
  point.is_monotonic_ = is_monotonic_;
  return point;
}

template <class T>
void SumAggregation<T>::AddTo(Aggregation* total) const {
  auto& sum = static_cast<SumAggregation*>(total)->sum_;
  sum = Plus(sum, sum_);
}

template class SumAggregation<std::int64_t>;
template class SumAggregation<double>;

}  // namespace sdk::metrics::internal
OPENTELEMETRY_END_NAMESPACE
