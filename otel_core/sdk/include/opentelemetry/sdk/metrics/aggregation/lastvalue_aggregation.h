// The value that was recorded last.
#pragma once

#include <cstdint>
#include <memory>

#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

namespace internal {

// Of two, the one with the later time counts; each value is given the time at which it was recorded.
template <class T>
class LastValueAggregation : public Aggregation {
 public:
  LastValueAggregation() = default;
  explicit LastValueAggregation(const LastValuePointData& data);

  void Aggregate(std::int64_t value, const PointAttributes& attributes = {}) noexcept override;
  void Aggregate(double value, const PointAttributes& attributes = {}) noexcept override;
  std::unique_ptr<Aggregation> Merge(const Aggregation& delta) const noexcept override;
  std::unique_ptr<Aggregation> Diff(const Aggregation& next) const noexcept override;
  PointType ToPoint() const noexcept override;
  void AddTo(Aggregation* total) const override;
  void Reset() noexcept override { time_ns_ = 0; }

 private:
  void Set(T value) noexcept;

  T value_{};
  std::int64_t time_ns_ = 0;  // since the Unix epoch; 0: there is no value
};

extern template class LastValueAggregation<std::int64_t>;
extern template class LastValueAggregation<double>;

}  // namespace internal

class LongLastValueAggregation final : public internal::LastValueAggregation<std::int64_t> {
 public:
  using LastValueAggregation::LastValueAggregation;
};

class DoubleLastValueAggregation final : public internal::LastValueAggregation<double> {
 public:
  using LastValueAggregation::LastValueAggregation;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
