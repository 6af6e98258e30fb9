// Where the buckets of a distribution begin.
//
//   Explicit({0, 10})          (-inf, 0) [0, 10) [10, inf)
//   Linear(2, 0, 10)           (-inf, 0) [0, 10) [10, 20) [20, inf)
//   Exponential(2, 10, 3)      (-inf, 0) [0, 10) [10, 30) [30, inf)
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace opencensus {
namespace stats {

class BucketBoundaries final {
 public:
  // Returns `num_finite_buckets` buckets of `width` from `offset` on, and one on each side. A negative
  // number is an error: one bucket, and a line on standard error.
  static BucketBoundaries Linear(int num_finite_buckets, double offset, double width);

  // Returns buckets that begin at 0, `scale`, `scale * growth_factor` and so on, and one on each side.
  // Errors as above.
  static BucketBoundaries Exponential(int num_finite_buckets, double scale, double growth_factor);

  // Returns the buckets between `boundaries`. Boundaries that fall, or that are no numbers, are an
  // error as above.
  static BucketBoundaries Explicit(std::vector<double> boundaries);

  int num_buckets() const { return static_cast<int>(lower_boundaries_.size()) + 1; }

  // Returns the bucket of `value`: 0 to num_buckets() - 1.
  int BucketForValue(double value) const;

  // Where the buckets but the first begin.
  const std::vector<double>& lower_boundaries() const { return lower_boundaries_; }

  // Returns text for people; its form may change.
  std::string DebugString() const;

  bool operator==(const BucketBoundaries& other) const {
    return lower_boundaries_ == other.lower_boundaries_;
  }
  bool operator!=(const BucketBoundaries& other) const { return !(*this == other); }

 private:
  explicit BucketBoundaries(std::vector<double> lower_boundaries)
      : lower_boundaries_(std::move(lower_boundaries)) {}

  std::vector<double> lower_boundaries_;
};

}  // namespace stats
}  // namespace opencensus
