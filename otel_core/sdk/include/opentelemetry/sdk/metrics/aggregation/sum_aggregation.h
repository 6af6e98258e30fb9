// The sum of all values.
#pragma once

#include <cstdint>
#include <memory>

#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

namespace internal {

template <class T>
class SumAggregation : public Aggregation {
 public:
  explicit SumAggregation(bool is_monotonic) : is_monotonic_(is_monotonic) {}
  explicit SumAggregation(const SumPointData& data);

  void Aggregate(std::int64_t value, const PointAttributes& attributes = {}) noexcept override;
  void Aggregate(double value, const PointAttributes& attributes = {}) noexcept override;
  std::unique_ptr<Aggregation> Merge(const Aggregation& delta) const noexcept override;
  std::unique_ptr<Aggregation> Diff(const Aggregation& next) const noexcept override;
  PointType ToPoint() const noexcept override;
  void AddTo(Aggregation* total) const override;
  void Reset() noexcept override { sum_ = T{}; }

 private:
  T sum_{};  // a sum of integers wraps around
  bool is_monotonic_;
};

extern template class SumAggregation<std::int64_t>;
extern template class SumAggregation<double>;

}  // namespace internal

class LongSumAggregation final : public internal::SumAggregation<std::int64_t> {
 public:
  using SumAggregation::SumAggregation;
};

class DoubleSumAggregation final : public internal::SumAggregation<double> {
 public:
  using SumAggregation::SumAggregation;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
