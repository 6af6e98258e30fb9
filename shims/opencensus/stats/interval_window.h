// The values of a row in the past interval: four quarters of it, and the one before them, of which the
// part counts that the current quarter has not replaced yet.
//
//   interval 60 s, asked at 100 s:  [30 45)  [45 60) [60 75) [75 90) [90 105)
//                                     1/3       1       1       1       1
//
// The quarters begin at multiples of their length since the Unix epoch. Source: opencensus-cpp,
// common/internal/stats_object.h, which rows agree with to the last digit that counts.
#pragma once

#include <array>
#include <cstdint>

#include "absl/time/time.h"
#include "shims/opencensus/stats/aggregate.h"

namespace tracebridge::opencensus_shim {

class IntervalWindow {
 public:
  // `interval` is at least a second.
  IntervalWindow(absl::Duration interval, absl::Time now) noexcept;

  // Adds what was recorded until `now`. Under a clock that was set back it goes to the current quarter;
  // when it was set back by more than the interval, what was there is forgotten.
  void Add(Kind kind, const Aggregate& values, absl::Time now);

  // An estimate: counts and sums may be fractions.
  struct Total {
    double count = 0;
    double sum = 0;
    Aggregate distribution;
  };
  Total Sum(Kind kind, absl::Time now) const;

 private:
  static constexpr std::int64_t kKept = 5;  // quarters

  std::int64_t QuarterOf(absl::Time time) const noexcept;
  double ElapsedPart(absl::Time time) const noexcept;
  void Advance(absl::Time now) noexcept;
  const Aggregate& Quarter(std::int64_t number) const noexcept;
  void Start(absl::Time now) noexcept;

  std::int64_t quarter_ns_;
  std::int64_t first_ = 0;    // the quarter in which the window was made
  std::int64_t current_ = 0;  // the newest quarter
  double first_part_ = 1;     // how much of the first quarter the window has seen
  std::array<Aggregate, kKept> quarters_;
};

}  // namespace tracebridge::opencensus_shim
