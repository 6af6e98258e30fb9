// Nothing of what is recorded.
#pragma once

#include <cstdint>
#include <memory>

#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class DropAggregation final : public Aggregation {
 public:
  DropAggregation() = default;
  explicit DropAggregation(const DropPointData& /*data*/) {}

  void Aggregate(std::int64_t /*value*/, const PointAttributes& /*attributes*/) noexcept override {}
  void Aggregate(double /*value*/, const PointAttributes& /*attributes*/) noexcept override {}
  std::unique_ptr<Aggregation> Merge(const Aggregation& delta) const noexcept override;
  std::unique_ptr<Aggregation> Diff(const Aggregation& next) const noexcept override;
  PointType ToPoint() const noexcept override { return DropPointData{}; }
  void AddTo(Aggregation* /*total*/) const override {}
  void Reset() noexcept override {}
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
