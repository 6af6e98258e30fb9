#include "opencensus/stats/bucket_boundaries.h"

#include <gmock/gmock.h>

#include <limits>
#include <string>
#include <vector>

#include "opencensus/stats/aggregation.h"
#include "opencensus/stats/internal/aggregation_window.h"

namespace opencensus {
namespace stats {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct BoundariesCase {
  std::string name;
  BucketBoundaries boundaries;
  std::vector<double> expected;
};

class BucketBoundariesTest : public testing::TestWithParam<BoundariesCase> {};

TEST_P(BucketBoundariesTest, BeginWhereTheyShould) {
  EXPECT_EQ(GetParam().boundaries.lower_boundaries(), GetParam().expected);
  EXPECT_EQ(GetParam().boundaries.num_buckets(), static_cast<int>(GetParam().expected.size()) + 1);
}

INSTANTIATE_TEST_SUITE_P(
    Original, BucketBoundariesTest,
    testing::ValuesIn(std::vector<BoundariesCase>{
        {"Linear", BucketBoundaries::Linear(3, -5, 10), {-5, 5, 15, 25}},
        {"LinearWithoutFiniteBuckets", BucketBoundaries::Linear(0, 7, 10), {7}},
        {"Exponential", BucketBoundaries::Exponential(3, 5, 10), {0, 5, 50, 500}},
        {"ExponentialWithoutFiniteBuckets", BucketBoundaries::Exponential(0, 5, 10), {0}},
        {"Explicit", BucketBoundaries::Explicit({1, 2, 4}), {1, 2, 4}},
        {"ExplicitWithoutAny", BucketBoundaries::Explicit({}), {}},
        {"ExplicitWithOneTwice", BucketBoundaries::Explicit({1, 1, 4}), {1, 1, 4}},
        {"ThatFall_AreOneBucket", BucketBoundaries::Explicit({2, 1}), {}},
        {"ThatAreNoNumbers_AreOneBucket", BucketBoundaries::Explicit({1, kNan, 3}), {}},
        {"LinearThatFall_AreOneBucket", BucketBoundaries::Linear(2, 0, -1), {}},
        {"ExponentialThatFall_AreOneBucket", BucketBoundaries::Exponential(2, 10, 0.5), {}},
        {"LinearOfANegativeNumber_AreOneBucket", BucketBoundaries::Linear(-4, 0, 1), {}},
        {"ExponentialOfANegativeNumber_AreOneBucket", BucketBoundaries::Exponential(-4, 1, 2), {}},
    }),
    [](const auto& info) { return info.param.name; });

TEST(BucketBoundariesTest, PutAValueIntoTheBucketThatBeginsAtOrBelowIt) {
  const BucketBoundaries boundaries = BucketBoundaries::Explicit({0, 10});
  const double infinity = std::numeric_limits<double>::infinity();
  std::vector<int> buckets;
  for (const double value : {-infinity, -1e-9, 0.0, 9.999, 10.0, infinity}) {
    buckets.push_back(boundaries.BucketForValue(value));
  }
  EXPECT_THAT(buckets, testing::ElementsAre(0, 0, 1, 1, 2, 2));
  EXPECT_EQ(BucketBoundaries::Explicit({}).BucketForValue(1), 0);
}

TEST(BucketBoundariesTest, AreEqualWhenTheyBeginAlike) {
  EXPECT_EQ(BucketBoundaries::Linear(2, 0, 1), BucketBoundaries::Explicit({0, 1, 2}));
  EXPECT_NE(BucketBoundaries::Linear(2, 0, 1), BucketBoundaries::Explicit({0, 1}));
}

TEST(AggregationTest, SaysWhatItIs) {
  EXPECT_EQ(Aggregation::Count().DebugString(), "Count");
  EXPECT_EQ(Aggregation::Sum().DebugString(), "Sum");
  EXPECT_EQ(Aggregation::LastValue().DebugString(), "Last Value");
  EXPECT_EQ(Aggregation::Distribution(BucketBoundaries::Explicit({0, 10})).DebugString(),
            "Distribution with Buckets: 0,10");
  EXPECT_EQ(AggregationWindow::Cumulative().DebugString(), "Cumulative");
  EXPECT_EQ(AggregationWindow::Delta().DebugString(), "Delta");
  EXPECT_EQ(AggregationWindow::Interval(absl::Minutes(1)).DebugString(), "Interval (60s window)");
}

TEST(AggregationTest, IsEqualToOneOfTheSameTypeAndBuckets) {
  EXPECT_EQ(Aggregation::Sum(), Aggregation::Sum());
  EXPECT_NE(Aggregation::Sum(), Aggregation::Count());
  EXPECT_NE(Aggregation::Distribution(BucketBoundaries::Explicit({0})),
            Aggregation::Distribution(BucketBoundaries::Explicit({1})));
  EXPECT_NE(AggregationWindow::Interval(absl::Minutes(1)),
            AggregationWindow::Interval(absl::Minutes(2)));
}

}  // namespace
}  // namespace stats
}  // namespace opencensus
