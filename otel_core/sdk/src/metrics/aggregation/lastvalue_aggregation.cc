#include "opentelemetry/sdk/metrics/aggregation/lastvalue_aggregation.h"

#include <chrono>
#include <type_traits>

#include "otel_core/sdk/src/common/wall_clock.h"
#include "otel_core/sdk/src/metrics/aggregation/or_null.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics::internal {

template <class T>
LastValueAggregation<T>::LastValueAggregation(const LastValuePointData& data)
    : value_(nostd::get<T>(data.value_)),
      time_ns_(data.is_lastvalue_valid_ ? data.sample_ts_.time_since_epoch().count() : 0) {}

template <class T>
void LastValueAggregation<T>::Aggregate(std::int64_t value, const PointAttributes&) noexcept {
  if constexpr (std::is_same_v<T, std::int64_t>) Set(value);
}

template <class T>
void LastValueAggregation<T>::Aggregate(double value, const PointAttributes&) noexcept {
  if constexpr (std::is_same_v<T, double>) Set(value);
}

template <class T>
void LastValueAggregation<T>::Set(T value) noexcept {
  value_ = value;
  time_ns_ =
      tracebridge::sdk::WallClock::At(std::chrono::steady_clock::now()).time_since_epoch().count();
}

template <class T>
std::unique_ptr<Aggregation> LastValueAggregation<T>::Merge(
    const Aggregation& delta) const noexcept {
  return OrNull([&] {
    auto merged = std::make_unique<LastValueAggregation>();
    AddTo(merged.get());
    delta.AddTo(merged.get());
    return merged;
  });
}

template <class T>
std::unique_ptr<Aggregation> LastValueAggregation<T>::Diff(const Aggregation& next) const noexcept {
  return Merge(next);
}

template <class T>
PointType LastValueAggregation<T>::ToPoint() const noexcept {
  LastValuePointData point;
  point.value_ = value_;
  point.is_lastvalue_valid_ = time_ns_ != 0;
  point.sample_ts_ = opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(time_ns_));
  return point;
}

template <class T>
void LastValueAggregation<T>::AddTo(Aggregation* total) const {
  auto& last = *static_cast<LastValueAggregation*>(total);
  if (time_ns_ < last.time_ns_ || time_ns_ == 0) return;
  last.value_ = value_;
  last.time_ns_ = time_ns_;
}

template class LastValueAggregation<std::int64_t>;
template class LastValueAggregation<double>;

}  // namespace sdk::metrics::internal
OPENTELEMETRY_END_NAMESPACE
