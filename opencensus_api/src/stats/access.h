// The private parts of the stats classes, for the sources that make and read them.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "opencensus/stats/distribution.h"
#include "opencensus/stats/measure.h"
#include "opencensus/stats/view.h"
#include "opencensus/stats/view_data.h"
#include "opencensus/stats/view_descriptor.h"

namespace opencensus {
namespace stats {

// A measure's id: its number in the order of registration, a bit for its type, and one that says it is
// valid.
constexpr uint64_t kValidMeasure = uint64_t{1} << 63;
constexpr uint64_t kInt64Measure = uint64_t{1} << 62;
constexpr uint64_t kMeasureNumber = kInt64Measure - 1;

class MeasurementAccess {
 public:
  static uint64_t id(const Measurement& measurement) noexcept { return measurement.id_; }
  // The one of the measure's type.
  static double double_value(const Measurement& measurement) noexcept {
    return measurement.double_;
  }
  static int64_t int_value(const Measurement& measurement) noexcept { return measurement.int_; }
};

class DistributionAccess {
 public:
  // `bucket_counts` has a count for each bucket.
  static Distribution Make(std::shared_ptr<const BucketBoundaries> buckets, uint64_t count,
                           double mean, double sum_of_squared_deviation, double min, double max,
                           std::vector<uint64_t> bucket_counts) {
    Distribution made(std::move(buckets));
    made.count_ = count;
    made.mean_ = mean;
    made.sum_of_squared_deviation_ = sum_of_squared_deviation;
    made.min_ = min;
    made.max_ = max;
    made.bucket_counts_ = std::move(bucket_counts);
    return made;
  }
};

class ViewDescriptorAccess {
 public:
  static uint64_t measure_id(const ViewDescriptor& descriptor) noexcept {
    return descriptor.measure_id_;
  }
  static const AggregationWindow& window(const ViewDescriptor& descriptor) noexcept {
    return descriptor.aggregation_window_;
  }
  static absl::Duration expiry(const ViewDescriptor& descriptor) noexcept {
    return descriptor.expiry_duration_;
  }
};

class ViewDataAccess {
 public:
  static ViewData Make(std::shared_ptr<const ViewDataImpl> impl) {
    return ViewData(std::move(impl));
  }
  static const ViewDataImpl& impl(const ViewData& data) noexcept { return *data.impl_; }
};

class ViewAccess {
 public:
  static void* state(const View& view) noexcept { return view.state_; }
};

}  // namespace stats
}  // namespace opencensus
