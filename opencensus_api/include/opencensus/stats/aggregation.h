// How the recorded values of a view become one value a row.
#pragma once

#include <string>
#include <utility>

#include "opencensus/stats/bucket_boundaries.h"

namespace opencensus {
namespace stats {

class Aggregation final {
 public:
  // The number of values recorded, whatever they are.
  static Aggregation Count() { return Aggregation(Type::kCount, BucketBoundaries::Explicit({})); }

  static Aggregation Sum() { return Aggregation(Type::kSum, BucketBoundaries::Explicit({})); }

  // Count, mean, sum of squared deviation, range, and a histogram.
  static Aggregation Distribution(BucketBoundaries buckets) {
    return Aggregation(Type::kDistribution, std::move(buckets));
  }

  // The value recorded last, by any thread.
  static Aggregation LastValue() {
    return Aggregation(Type::kLastValue, BucketBoundaries::Explicit({}));
  }

  enum class Type {
    kCount,
    kSum,
    kDistribution,
    kLastValue,
  };

  Type type() const { return type_; }

  // Says something for distributions only.
  const BucketBoundaries& bucket_boundaries() const { return bucket_boundaries_; }

  // Returns text for people; its form may change.
  std::string DebugString() const;

  bool operator==(const Aggregation& other) const {
    return type_ == other.type_ && bucket_boundaries_ == other.bucket_boundaries_;
  }
  bool operator!=(const Aggregation& other) const { return !(*this == other); }

 private:
  Aggregation(Type type, BucketBoundaries buckets)
      : type_(type), bucket_boundaries_(std::move(buckets)) {}

  Type type_;
  BucketBoundaries bucket_boundaries_;
};

}  // namespace stats
}  // namespace opencensus
