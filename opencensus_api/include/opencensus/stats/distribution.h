// A summary of many values: statistics, and how many were in each bucket.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "opencensus/stats/bucket_boundaries.h"

namespace opencensus {
namespace stats {

namespace testing {
class TestUtils;
}

class Distribution final {
 public:
  const std::vector<uint64_t>& bucket_counts() const { return bucket_counts_; }

  uint64_t count() const { return count_; }
  double mean() const { return mean_; }
  double sum_of_squared_deviation() const { return sum_of_squared_deviation_; }
  // Infinity and -infinity while there are no values.
  double min() const { return min_; }
  double max() const { return max_; }

  // Lives as long as a copy of this object.
  const BucketBoundaries& bucket_boundaries() const { return *buckets_; }

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  friend class DistributionAccess;
  friend class testing::TestUtils;

  explicit Distribution(std::shared_ptr<const BucketBoundaries> buckets);

  // `value` is a number.
  void Add(double value);

  std::shared_ptr<const BucketBoundaries> buckets_;

  uint64_t count_ = 0;
  double mean_ = 0;
  double sum_of_squared_deviation_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
  std::vector<uint64_t> bucket_counts_;
};

}  // namespace stats
}  // namespace opencensus
