// How measurements become the data of a point.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "Aggregation".
#pragma once

#include <cstdint>
#include <memory>

#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// One thread at a time: who shares an aggregation locks it.
class Aggregation {
 public:
  Aggregation() = default;
  Aggregation(const Aggregation&) = delete;
  Aggregation(Aggregation&&) = delete;
  Aggregation& operator=(const Aggregation&) = delete;
  Aggregation& operator=(Aggregation&&) = delete;
  virtual ~Aggregation() = default;

  // Takes a measurement; one of the other type than the aggregation's is ignored. Attributes are not looked at.
  virtual void Aggregate(std::int64_t value, const PointAttributes& attributes = {}) noexcept = 0;
  virtual void Aggregate(double value, const PointAttributes& attributes = {}) noexcept = 0;

  // Returns what this and `delta`, of the same class, counted together. Null without memory.
  virtual std::unique_ptr<Aggregation> Merge(const Aggregation& delta) const noexcept = 0;

  // Returns what lies between this and `next`, a later state of the same class. Null without memory.
  virtual std::unique_ptr<Aggregation> Diff(const Aggregation& next) const noexcept = 0;

  // Returns a DropPointData without memory, counted.
  virtual PointType ToPoint() const noexcept = 0;

  // Ours, for the collection of many: adds what this counted to `*total`, which is of the same class. Throws
  // std::bad_alloc, with `*total` as it was.
  virtual void AddTo(Aggregation* total) const = 0;
  // Ours: back to having counted nothing.
  virtual void Reset() noexcept = 0;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
