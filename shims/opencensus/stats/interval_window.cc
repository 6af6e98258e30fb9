#include "shims/opencensus/stats/interval_window.h"

#include <algorithm>
#include <cmath>

namespace tracebridge::opencensus_shim {
namespace {

constexpr std::int64_t kQuarters = 4;  // an interval

std::size_t Slot(std::int64_t number, std::int64_t slots) noexcept {
  const std::int64_t rest = number % slots;
  return static_cast<std::size_t>(rest < 0 ? rest + slots : rest);
}

// Counts are cut off to whole ones, as the original does.
void AddPart(const Aggregate& quarter, double part, Aggregate* total) {
  if (quarter.count == 0) return;
  const double added = static_cast<double>(quarter.count) * part;
  const auto before = static_cast<double>(total->count);
  if (before + added > 0) {
    const double deviation = quarter.mean - total->mean;
    total->squared_deviation += quarter.squared_deviation * part +
                                deviation * deviation * (before * added / (before + added));
    total->mean = (total->mean * before + quarter.mean * added) / (before + added);
  }
  total->count = static_cast<std::uint64_t>(before + added);
  total->min = std::min(total->min, quarter.min);
  total->max = std::max(total->max, quarter.max);
  total->buckets.resize(std::max(total->buckets.size(), quarter.buckets.size()));
  for (std::size_t i = 0; i < quarter.buckets.size(); ++i) {
    total->buckets[i] = static_cast<std::uint64_t>(static_cast<double>(total->buckets[i]) +
                                                   static_cast<double>(quarter.buckets[i]) * part);
  }
}

double SumOf(Kind kind, const Aggregate& values) noexcept {
  return kind == Kind::kSumInt64 ? static_cast<double>(values.integer) : values.number;
}

}  // namespace

IntervalWindow::IntervalWindow(absl::Duration interval, absl::Time now) noexcept
    : quarter_ns_(absl::ToInt64Nanoseconds(interval) / kQuarters) {
  Start(now);
}

void IntervalWindow::Start(absl::Time now) noexcept {
  first_ = current_ = QuarterOf(now);
  first_part_ = 1 - ElapsedPart(now);
  for (Aggregate& quarter : quarters_) quarter.Clear();
}

std::int64_t IntervalWindow::QuarterOf(absl::Time time) const noexcept {
  const std::int64_t ns = absl::ToUnixNanos(time);
  return ns / quarter_ns_ - (ns % quarter_ns_ < 0 ? 1 : 0);
}

double IntervalWindow::ElapsedPart(absl::Time time) const noexcept {
  const std::int64_t rest = absl::ToUnixNanos(time) % quarter_ns_;
  return static_cast<double>(rest < 0 ? rest + quarter_ns_ : rest) /
         static_cast<double>(quarter_ns_);
}

const Aggregate& IntervalWindow::Quarter(std::int64_t number) const noexcept {
  return quarters_[Slot(number, kKept)];
}

void IntervalWindow::Advance(absl::Time now) noexcept {
  const std::int64_t number = QuarterOf(now);
  if (number < current_ - kQuarters) return Start(now);
  if (number <= current_) return;
  const std::int64_t newest_cleared = std::min(number, current_ + kKept);
  for (std::int64_t i = current_ + 1; i <= newest_cleared; ++i) {
    quarters_[Slot(number - (i - current_ - 1), kKept)].Clear();
  }
  current_ = number;
  if (number - first_ >= kKept) first_part_ = 1;
}

void IntervalWindow::Add(Kind kind, const Aggregate& values, absl::Time now) {
  Advance(now);
  Merge(kind, values, &quarters_[Slot(current_, kKept)]);
}

IntervalWindow::Total IntervalWindow::Sum(Kind kind, absl::Time now) const {
  Total total;
  const auto add = [&](const Aggregate& quarter, double part) {
    total.count += static_cast<double>(quarter.count) * part;
    total.sum += SumOf(kind, quarter) * part;
    if (kind == Kind::kDistribution) AddPart(quarter, part, &total.distribution);
  };
  const std::int64_t ahead = std::max<std::int64_t>(0, QuarterOf(now) - current_);
  if (ahead >= kKept) return total;
  for (std::int64_t i = 0; i < kQuarters - ahead; ++i) add(Quarter(current_ - i), 1);
  add(Quarter(current_ - (kQuarters - ahead)), std::min(1.0, (1 - ElapsedPart(now)) / first_part_));
  return total;
}

}  // namespace tracebridge::opencensus_shim
