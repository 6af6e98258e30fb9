// For how long a view keeps what was recorded.
#pragma once

#include <string>

#include "absl/time/time.h"

namespace opencensus {
namespace stats {

class AggregationWindow final {
 public:
  // As long as there is the view.
  static AggregationWindow Cumulative() {
    return AggregationWindow(Type::kCumulative, absl::InfiniteDuration());
  }

  // Until someone asks: each value is in one answer.
  static AggregationWindow Delta() {
    return AggregationWindow(Type::kDelta, absl::InfiniteDuration());
  }

  // For `interval`, at least one second. Kept in quarters of it, so that sums of the past interval are
  // estimates.
  static AggregationWindow Interval(absl::Duration interval) {
    return AggregationWindow(Type::kInterval, interval);
  }

  enum class Type {
    kCumulative,
    kDelta,
    kInterval,
  };

  Type type() const { return type_; }
  absl::Duration duration() const { return duration_; }

  // Returns text for people; its form may change.
  std::string DebugString() const;

  bool operator==(const AggregationWindow& other) const {
    return type_ == other.type_ && duration_ == other.duration_;
  }
  bool operator!=(const AggregationWindow& other) const { return !(*this == other); }

 private:
  AggregationWindow(Type type, absl::Duration duration) : type_(type), duration_(duration) {}

  Type type_;
  absl::Duration duration_;
};

}  // namespace stats
}  // namespace opencensus
