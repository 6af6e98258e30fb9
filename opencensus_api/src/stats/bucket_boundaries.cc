#include "opencensus/stats/bucket_boundaries.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace opencensus {
namespace stats {
namespace {

std::vector<double> Refused(const char* why) {
  std::fprintf(stderr, "[Error] tracebridge: OpenCensus BucketBoundaries %s: one bucket instead\n",
               why);
  return {};
}

// Falling boundaries would make the search for a bucket return anything.
std::vector<double> Checked(std::vector<double> boundaries) {
  const bool has_nan =
      std::any_of(boundaries.begin(), boundaries.end(), [](double b) { return std::isnan(b); });
  if (has_nan || !std::is_sorted(boundaries.begin(), boundaries.end())) {
    return Refused("that do not rise");
  }
  return boundaries;
}

}  // namespace

BucketBoundaries BucketBoundaries::Linear(int num_finite_buckets, double offset, double width) {
  if (num_finite_buckets < 0) return BucketBoundaries(Refused("of a negative number"));
  std::vector<double> boundaries;
  boundaries.reserve(static_cast<std::size_t>(num_finite_buckets) + 1);
  double boundary = offset;
  for (int i = 0; i <= num_finite_buckets; ++i, boundary += width) boundaries.push_back(boundary);
  return BucketBoundaries(Checked(std::move(boundaries)));
}

BucketBoundaries BucketBoundaries::Exponential(int num_finite_buckets, double scale,
                                               double growth_factor) {
  if (num_finite_buckets < 0) return BucketBoundaries(Refused("of a negative number"));
  std::vector<double> boundaries{0};
  boundaries.reserve(static_cast<std::size_t>(num_finite_buckets) + 1);
  double boundary = scale;
  for (int i = 0; i < num_finite_buckets; ++i, boundary *= growth_factor) {
    boundaries.push_back(boundary);
  }
  return BucketBoundaries(Checked(std::move(boundaries)));
}

BucketBoundaries BucketBoundaries::Explicit(std::vector<double> boundaries) {
  return BucketBoundaries(Checked(std::move(boundaries)));
}

int BucketBoundaries::BucketForValue(double value) const {
  const auto bucket = std::upper_bound(lower_boundaries_.begin(), lower_boundaries_.end(), value);
  return static_cast<int>(bucket - lower_boundaries_.begin());
}

std::string BucketBoundaries::DebugString() const {
  return absl::StrCat("Buckets: ", absl::StrJoin(lower_boundaries_, ","));
}

}  // namespace stats
}  // namespace opencensus
