#include "shims/opencensus/stats/aggregate.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace tracebridge::opencensus_shim {
namespace {
// The parallel form of Welford's method.
void MergeDistribution(const Aggregate& from, Aggregate* into) {
  // First: it may throw, and then nothing has changed.
  if (into->buckets.size() < from.buckets.size()) into->buckets.resize(from.buckets.size());
  const auto a = static_cast<double>(into->count);
  const auto b = static_cast<double>(from.count);
  const double deviation = from.mean - into->mean;
  into->mean += deviation * (b / (a + b));
  into->squared_deviation += from.squared_deviation + deviation * deviation * (a * b / (a + b));
  into->min = std::min(into->min, from.min);
  into->max = std::max(into->max, from.max);
  for (std::size_t i = 0; i < from.buckets.size(); ++i) into->buckets[i] += from.buckets[i];
}

}  // namespace

void Aggregate::Clear() noexcept {
  count = 0;
  mean = squared_deviation = number = 0;
  min = std::numeric_limits<double>::infinity();
  max = -std::numeric_limits<double>::infinity();
  integer = last_ns = 0;
  has_fallen = false;
  std::fill(buckets.begin(), buckets.end(), 0);
  exemplars.Clear();
}

void Merge(Kind kind, const Aggregate& from, Aggregate* into) {
  if (from.count == 0) return;
  switch (kind) {
    case Kind::kCount:
      break;
    case Kind::kSumDouble:
      into->number += from.number;
      into->has_fallen = into->has_fallen || from.has_fallen;
      break;
    case Kind::kSumInt64:
      into->integer = SaturatingSum(into->integer, from.integer);
      into->has_fallen = into->has_fallen || from.has_fallen;
      break;
    case Kind::kLastDouble:
    case Kind::kLastInt64:
      if (into->count == 0 || from.last_ns >= into->last_ns) {
        into->number = from.number;
        into->integer = from.integer;
        into->last_ns = from.last_ns;
      }
      break;
    case Kind::kDistribution:
      MergeDistribution(from, into);
      break;
  }
  into->count += from.count;
}

Cell::Cell(Kind of, const std::vector<double>& lower_boundaries)
    : kind(of), bounds_(lower_boundaries.data()), bound_count_(lower_boundaries.size()) {
  if (kind == Kind::kDistribution) data.buckets.resize(bound_count_ + 1);
}

void Cell::Note(double value, const Exemplar& where) {
  if (!std::isfinite(value)) return;
  const bool by_bucket = kind == Kind::kDistribution;
  data.exemplars.Note(by_bucket ? BucketOf(value) : 0, by_bucket ? bound_count_ + 1 : 1, value,
                      where);
}

std::int64_t Cell::SteadyNanoseconds() noexcept {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

}  // namespace tracebridge::opencensus_shim
