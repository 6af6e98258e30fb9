// How many values lie between given boundaries, their sum, the least and the greatest.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class AggregationConfig;

namespace internal {

// NaN and infinities are ignored.
template <class T>
class HistogramAggregation : public Aggregation {
 public:
  // `aggregation_config` is a HistogramAggregationConfig or null, which stands for the default boundaries.
  explicit HistogramAggregation(const AggregationConfig* aggregation_config = nullptr);
  explicit HistogramAggregation(const HistogramPointData& data);

  void Aggregate(std::int64_t value, const PointAttributes& attributes = {}) noexcept override;
  void Aggregate(double value, const PointAttributes& attributes = {}) noexcept override;
  std::unique_ptr<Aggregation> Merge(const Aggregation& delta) const noexcept override;
  // Least and greatest are not known of a difference.
  std::unique_ptr<Aggregation> Diff(const Aggregation& next) const noexcept override;
  PointType ToPoint() const noexcept override;
  void AddTo(Aggregation* total) const override;
  void Reset() noexcept override;

 private:
  void Add(T value) noexcept;

  std::vector<double> boundaries_;
  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  T sum_{};
  T min_{};
  T max_{};
  bool record_min_max_ = true;
};

extern template class HistogramAggregation<std::int64_t>;
extern template class HistogramAggregation<double>;

}  // namespace internal

class LongHistogramAggregation final : public internal::HistogramAggregation<std::int64_t> {
 public:
  using HistogramAggregation::HistogramAggregation;
};

class DoubleHistogramAggregation final : public internal::HistogramAggregation<double> {
 public:
  using HistogramAggregation::HistogramAggregation;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
