#include "otel_core/exporters/prometheus/src/buckets.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

namespace tracebridge::prometheus_exporter {
namespace buckets_test {

using opentelemetry::sdk::metrics::AdaptingCircularBufferCounter;
using opentelemetry::sdk::metrics::Base2ExponentialHistogramPointData;
using opentelemetry::sdk::metrics::HistogramPointData;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string Text(const std::vector<Bucket>& buckets) {
  std::string text;
  for (const Bucket& bucket : buckets) {
    char line[64];
    std::snprintf(line, sizeof line, "%g:%llu ", bucket.upper_bound,
                  static_cast<unsigned long long>(bucket.cumulative_count));
    text += line;
  }
  return text;
}

struct ExplicitCase {
  const char* name;
  std::vector<double> boundaries;
  std::vector<std::uint64_t> counts;
  std::uint64_t count;
  const char* expected;
};

class ExplicitBucketsTest : public testing::TestWithParam<ExplicitCase> {};

// "the sum of all bucket counts up to and including the current bucket is converted to the cumulative count".
TEST_P(ExplicitBucketsTest, CountAllUpToTheirBound) {
  HistogramPointData histogram(GetParam().boundaries);
  histogram.counts_ = GetParam().counts;
  histogram.count_ = GetParam().count;
  EXPECT_EQ(Text(Buckets(histogram)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Histograms, ExplicitBucketsTest,
    testing::ValuesIn(std::initializer_list<ExplicitCase>{
        {"Usual", {1, 10}, {2, 0, 1}, 3, "1:2 10:2 inf:3 "},
        {"Negative", {-5, 0}, {1, 1, 1}, 3, "-5:1 0:2 inf:3 "},
        {"OneBucket", {}, {4}, 4, "inf:4 "},
        {"OnlyACount", {1, 10}, {}, 5, "inf:5 "},
        {"FewerCountsThanBounds", {1, 10, 100}, {2}, 2, "1:2 inf:2 "},
        {"InfiniteBound", {1, kInfinity}, {2, 1, 0}, 3, "1:2 inf:3 "},
        {"NegativeInfinity", {-kInfinity, 1}, {1, 1, 0}, 2, "1:2 inf:2 "},
        {"NotANumber", {1, std::nan(""), 3}, {1, 1, 1, 0}, 3, "1:1 3:3 inf:3 "},
        {"NotInOrder", {5, 2, 7}, {1, 1, 1, 0}, 3, "5:2 7:3 inf:3 "}}),
    [](const auto& info) { return std::string(info.param.name); });

struct Filled {
  std::int32_t index;
  std::uint64_t count;
};

struct ExponentialCase {
  const char* name;
  std::int32_t scale;
  std::vector<Filled> negative;
  std::uint64_t zeros;
  std::vector<Filled> positive;
  const char* expected;
};

std::unique_ptr<AdaptingCircularBufferCounter> Fill(const std::vector<Filled>& filled) {
  auto buckets = std::make_unique<AdaptingCircularBufferCounter>(200);
  for (const Filled& one : filled) EXPECT_TRUE(buckets->Increment(one.index, one.count));
  return buckets;
}

class ExponentialBucketsTest : public testing::TestWithParam<ExponentialCase> {};

TEST_P(ExponentialBucketsTest, EndAtPowersOfTwo) {
  const ExponentialCase& row = GetParam();
  Base2ExponentialHistogramPointData histogram;
  histogram.scale_ = row.scale;
  histogram.negative_buckets_ = Fill(row.negative);
  histogram.positive_buckets_ = Fill(row.positive);
  histogram.zero_count_ = row.zeros;
  histogram.count_ = row.zeros;
  for (const Filled& one : row.negative) histogram.count_ += one.count;
  for (const Filled& one : row.positive) histogram.count_ += one.count;
  EXPECT_EQ(Text(Buckets(histogram)), row.expected);
}

// metrics/data-model.md, "ExponentialHistogram": bucket i has values in (base^i, base^(i+1)], base = 2^(2^-scale).
INSTANTIATE_TEST_SUITE_P(
    Histograms, ExponentialBucketsTest,
    testing::ValuesIn(std::initializer_list<ExponentialCase>{
        {"Empty", 0, {}, 0, {}, "inf:0 "},
        {"ScaleZero", 0, {}, 0, {{1, 1}, {2, 2}}, "2:0 4:1 8:3 inf:3 "},
        // (3, 5, 6, 100 at scale 2: indexes 6, 9, 10, 26)
        {"ScaleTwo",
         2,
         {},
         0,
         {{6, 1}, {9, 1}, {10, 1}, {26, 1}},
         "2:0 4:1 8:3 16:3 32:3 64:3 128:4 inf:4 "},
        {"BelowOne", 1, {}, 0, {{-1, 1}, {-2, 1}, {-3, 1}}, "0.25:0 0.5:1 1:3 inf:3 "},
        {"NegativeScale", -1, {}, 0, {{0, 1}, {1, 2}}, "1:0 4:1 16:3 inf:3 "},
        {"Zeros", 0, {}, 5, {{0, 1}}, "0:5 1:5 2:6 inf:6 "},
        {"Negative", 0, {{0, 1}, {1, 2}}, 1, {{0, 1}}, "-4:0 -2:2 -1:3 0:4 1:4 2:5 inf:5 "},
        {"BeyondADouble", -10, {}, 0, {{0, 1}, {1, 1}}, "1:0 inf:2 "},
        {"BelowADouble", -10, {{-2, 1}}, 0, {{-2, 1}}, "-5.56268e-309:0 0:1 5.56268e-309:2 inf:2 "},
        {"ScaleOfNoUse", std::numeric_limits<std::int32_t>::min(), {}, 0, {{0, 3}}, "1:0 inf:3 "},
        {"FinestScale", 20, {}, 0, {{0, 3}}, "1:0 2:3 inf:3 "}}),
    [](const auto& info) { return std::string(info.param.name); });

// A finer scale that became a coarser one, as it does when values spread, keeps the bounds.
TEST(ExponentialBucketsTest, StayWhenTheScaleChanges) {
  Base2ExponentialHistogramPointData fine;
  fine.scale_ = 3;
  fine.positive_buckets_ = Fill({{8, 1}, {15, 1}, {20, 1}});
  fine.count_ = 3;
  Base2ExponentialHistogramPointData coarse = fine;
  coarse.scale_ = 0;
  coarse.positive_buckets_->Downscale(3);
  EXPECT_EQ(Text(Buckets(fine)), "2:0 4:2 8:3 inf:3 ");
  EXPECT_EQ(Text(Buckets(coarse)), Text(Buckets(fine)));
}

TEST(ExponentialBucketsTest, AreNoneInAnObjectThatWasMovedFrom) {
  Base2ExponentialHistogramPointData histogram;
  const Base2ExponentialHistogramPointData taken = std::move(histogram);
  EXPECT_EQ(Text(Buckets(histogram)), "inf:0 ");  // NOLINT(bugprone-use-after-move): the case
}

}  // namespace buckets_test
}  // namespace tracebridge::prometheus_exporter
