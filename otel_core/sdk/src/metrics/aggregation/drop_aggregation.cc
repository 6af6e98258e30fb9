#include "opentelemetry/sdk/metrics/aggregation/drop_aggregation.h"

#include "otel_core/sdk/src/metrics/aggregation/or_null.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

std::unique_ptr<Aggregation> DropAggregation::Merge(const Aggregation&) const noexcept {
  return OrNull([] { return std::make_unique<DropAggregation>(); });
}

std::unique_ptr<Aggregation> DropAggregation::Diff(const Aggregation&) const noexcept {
  return OrNull([] { return std::make_unique<DropAggregation>(); });
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
