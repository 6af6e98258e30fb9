#include "opencensus/stats/distribution.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace opencensus {
namespace stats {

Distribution::Distribution(std::shared_ptr<const BucketBoundaries> buckets)
    : buckets_(std::move(buckets)),
      bucket_counts_(static_cast<std::size_t>(buckets_->num_buckets())) {}

// Welford's method, as the original.
void Distribution::Add(double value) {
  ++count_;
  const double deviation = value - mean_;
  mean_ += deviation / static_cast<double>(count_);
  sum_of_squared_deviation_ += deviation * (value - mean_);
  min_ = std::min(min_, value);
  max_ = std::max(max_, value);
  ++bucket_counts_[static_cast<std::size_t>(buckets_->BucketForValue(value))];
}

std::string Distribution::DebugString() const {
  return absl::StrCat("count: ", count_, " mean: ", mean_,
                      " sum of squared deviation: ", sum_of_squared_deviation_, " min: ", min_,
                      " max: ", max_, "\nhistogram counts: ", absl::StrJoin(bucket_counts_, ", "));
}

}  // namespace stats
}  // namespace opencensus
