// What is known about the values of one row of a view.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "shims/opencensus/stats/exemplars.h"

namespace tracebridge::opencensus_shim {

// What is done with a value: the view's aggregation and its measure's type.
enum class Kind : unsigned char {
  kCount,
  kSumDouble,
  kSumInt64,
  kLastDouble,
  kLastInt64,
  kDistribution,
};

// Of the numbers, those of its kind count.
struct Aggregate {
  std::uint64_t count = 0;  // of values; zero: nothing was recorded
  double mean = 0;
  double squared_deviation = 0;  // the sum
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();
  std::vector<std::uint64_t> buckets;

  double number = 0;         // kSumDouble, kLastDouble
  std::int64_t integer = 0;  // kSumInt64, kLastInt64
  std::int64_t last_ns = 0;  // kLast*: when, by the steady clock
  bool has_fallen = false;   // kSum*: there was a negative value
  Exemplars exemplars;

  // Forgets all values. Keeps the memory of the buckets and of the exemplars.
  void Clear() noexcept;
};

// Adds the values of `from` to `*into`, but not the exemplars. Throws std::bad_alloc.
void Merge(Kind kind, const Aggregate& from, Aggregate* into);

// Sums of integers stay at the limits of their type.
inline std::int64_t SaturatingSum(std::int64_t a, std::int64_t b) noexcept {
  std::int64_t sum;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b < 0 ? std::numeric_limits<std::int64_t>::min()
               : std::numeric_limits<std::int64_t>::max();
}

// A row while a thread records into it.
struct Cell {
  Cell(Kind of, const std::vector<double>& lower_boundaries);

  // Return false when the value is left out: sums and distributions take finite ones only, because one
  // infinity would make all that was and will be recorded meaningless.
  bool Add(double value) noexcept;
  bool Add(std::int64_t value) noexcept;

  // Makes a value that was added an exemplar. Throws std::bad_alloc.
  void Note(double value, const Exemplar& where);

  const Kind kind;
  Aggregate data;

 private:
  bool AddToDistribution(double value) noexcept;
  std::size_t BucketOf(double value) const noexcept;

  static constexpr std::size_t kFewBounds = 32;
  static constexpr double kInt64Limit = 9223372036854775808.0;
  static std::int64_t SteadyNanoseconds() noexcept;

  const double* const bounds_;  // the view's
  const std::size_t bound_count_;
};

// Here, because what records is compiled into one piece.

inline bool Cell::Add(double value) noexcept {
  switch (kind) {
    case Kind::kCount:
      break;
    case Kind::kSumDouble:
      if (!std::isfinite(value)) return false;
      data.number += value;
      data.has_fallen = data.has_fallen || value < 0;
      break;
    case Kind::kLastDouble:
      data.number = value;
      data.last_ns = SteadyNanoseconds();
      break;
    case Kind::kDistribution:
      return AddToDistribution(value);
    case Kind::kSumInt64:
    case Kind::kLastInt64:
      if (!(std::fabs(value) < kInt64Limit)) return false;
      return Add(static_cast<std::int64_t>(value));
  }
  ++data.count;
  return true;
}

inline bool Cell::Add(std::int64_t value) noexcept {
  switch (kind) {
    case Kind::kCount:
      break;
    case Kind::kSumInt64:
      data.integer = SaturatingSum(data.integer, value);
      data.has_fallen = data.has_fallen || value < 0;
      break;
    case Kind::kLastInt64:
      data.integer = value;
      data.last_ns = SteadyNanoseconds();
      break;
    case Kind::kDistribution:
    case Kind::kSumDouble:
    case Kind::kLastDouble:
      return Add(static_cast<double>(value));
  }
  ++data.count;
  return true;
}

inline bool Cell::AddToDistribution(double value) noexcept {
  if (!std::isfinite(value)) return false;
  ++data.count;
  const double deviation = value - data.mean;
  data.mean += deviation / static_cast<double>(data.count);
  data.squared_deviation += deviation * (value - data.mean);
  data.min = std::min(data.min, value);
  data.max = std::max(data.max, value);
  ++data.buckets[BucketOf(value)];
  return true;
}

inline std::size_t Cell::BucketOf(double value) const noexcept {
  if (bound_count_ > kFewBounds) {
    return static_cast<std::size_t>(std::upper_bound(bounds_, bounds_ + bound_count_, value) -
                                    bounds_);
  }
  std::size_t bucket = 0;  // no branch to guess
  for (std::size_t i = 0; i < bound_count_; ++i) bucket += bounds_[i] <= value ? 1 : 0;
  return bucket;
}

}  // namespace tracebridge::opencensus_shim
