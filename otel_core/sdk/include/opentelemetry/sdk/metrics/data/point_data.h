// One number, or one distribution, of a metric at one moment.
//
// Source: OpenTelemetry specification 1.60.0, metrics/data-model.md, "Metric points".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/sdk/metrics/data/circular_buffer.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

using ValueType = nostd::variant<std::int64_t, double>;

class SumPointData {
 public:
  ValueType value_ = {};
  bool is_monotonic_ = true;
};

class LastValuePointData {
 public:
  ValueType value_ = {};
  bool is_lastvalue_valid_ = {};  // false: no value was recorded
  opentelemetry::common::SystemTimestamp sample_ts_ = {};
};

// counts_[i] values were in (boundaries_[i - 1], boundaries_[i]]; the first bucket has no lower, the last no upper bound.
class HistogramPointData {
 public:
  HistogramPointData() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  HistogramPointData(const std::vector<double>& boundaries) : boundaries_(boundaries) {}

  std::vector<double> boundaries_ = {};
  ValueType sum_ = {};
  ValueType min_ = {};  // these two only if record_min_max_ and count_ is not 0
  ValueType max_ = {};
  std::vector<std::uint64_t> counts_ =
      {};  // one more than boundaries_, or none: then only count_ and sum_ are known
  std::uint64_t count_ = {};
  bool record_min_max_ = true;
};

// Bucket i counts values in (base^i, base^(i+1)], base = 2^(2^-scale_); those of negative_buckets_ with the sign turned.
class Base2ExponentialHistogramPointData {
 public:
  Base2ExponentialHistogramPointData() = default;
  Base2ExponentialHistogramPointData(const Base2ExponentialHistogramPointData& other);
  Base2ExponentialHistogramPointData(Base2ExponentialHistogramPointData&&) noexcept = default;
  Base2ExponentialHistogramPointData& operator=(const Base2ExponentialHistogramPointData& other);
  Base2ExponentialHistogramPointData& operator=(Base2ExponentialHistogramPointData&&) noexcept =
      default;

  double sum_ = {};
  double min_ = {};  // these two only if record_min_max_ and count_ is not 0
  double max_ = {};
  double zero_threshold_ = {};
  std::uint64_t count_ = {};
  std::uint64_t zero_count_ = {};
  // Null only in an object that was moved from.
  std::unique_ptr<AdaptingCircularBufferCounter> positive_buckets_ =
      std::make_unique<AdaptingCircularBufferCounter>(0);
  std::unique_ptr<AdaptingCircularBufferCounter> negative_buckets_ =
      std::make_unique<AdaptingCircularBufferCounter>(0);
  std::size_t max_buckets_ = {};
  std::int32_t scale_ = {};
  bool record_min_max_ = true;
};

class DropPointData {};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
