#include "shims/opencensus/stats/interval_window.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace tracebridge::opencensus_shim {
namespace {

// At a second, a value is added, or the window is asked.
struct Step {
  double second;
  double value;  // asked: kAsk
};
constexpr double kAsk = -1;

struct WindowCase {
  std::string name;
  absl::Duration interval;
  double made;  // second
  std::vector<Step> steps;
  std::vector<double> expected;  // sums, one an ask
};

absl::Time At(double second) { return absl::UnixEpoch() + absl::Seconds(second); }

class IntervalWindowTest : public testing::TestWithParam<WindowCase> {};

TEST_P(IntervalWindowTest, SumsUpThePastInterval) {
  IntervalWindow window(GetParam().interval, At(GetParam().made));
  std::vector<double> sums;
  for (const Step& step : GetParam().steps) {
    if (step.value == kAsk) {
      sums.push_back(window.Sum(Kind::kSumDouble, At(step.second)).sum);
      continue;
    }
    Cell cell(Kind::kSumDouble, {});
    cell.Add(step.value);
    window.Add(Kind::kSumDouble, cell.data, At(step.second));
  }
  ASSERT_EQ(sums.size(), GetParam().expected.size());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    EXPECT_NEAR(sums[i], GetParam().expected[i], 1e-6) << "ask " << i;
  }
}

constexpr absl::Duration kMinute = absl::Minutes(1);

INSTANTIATE_TEST_SUITE_P(
    Original, IntervalWindowTest,
    testing::ValuesIn(std::vector<WindowCase>{
        {"Empty", kMinute, 0, {{0, kAsk}, {1000, kAsk}}, {0, 0}},
        {"AllOfIt", kMinute, 0, {{0, 1}, {20, 2}, {59, 4}, {59, kAsk}}, {7}},
        // 100 s: [30 45) counts for a third, [45 60) and later whole.
        {"PartOfTheOldestQuarter", kMinute, 0, {{31, 3}, {46, 10}, {100, kAsk}}, {11}},
        {"NothingBeforeIt", kMinute, 0, {{0, 1}, {30, 2}, {89, kAsk}, {91, kAsk}}, {2, 28.0 / 15}},
        {"NothingOnceItHasPassed", kMinute, 0, {{0, 1}, {75, kAsk}, {1000, kAsk}}, {0, 0}},
        // Made at 10 s, so that its first quarter saw 5 s: at 70 s all of them are in the interval, at 73 s
        // two fifths.
        {"AllOfAFirstQuarterThatWasShort", kMinute, 10, {{12, 6}, {70, kAsk}}, {6}},
        {"PartOfAFirstQuarterThatWasShort", kMinute, 10, {{12, 6}, {73, kAsk}}, {2.4}},
        {"ClockSetBackALittle_AddsToTheNewest",
         kMinute,
         100,
         {{100, 1}, {70, 2}, {100, kAsk}},
         {3}},
        {"ClockSetBackFar_StartsAnew", kMinute, 1000, {{1000, 1}, {10, 2}, {10, kAsk}}, {2}},
        {"ClockSetForwardFar_StartsAnew", kMinute, 0, {{0, 1}, {1e9, 2}, {1e9, kAsk}}, {2}},
        {"BeforeTheEpoch", kMinute, -100, {{-100, 1}, {-70, 2}, {-50, kAsk}}, {3}},
        {"OfASecond", absl::Seconds(1), 0, {{0, 1}, {0.5, 2}, {0.9, kAsk}, {1.3, kAsk}}, {3, 2}},
    }),
    [](const auto& info) { return info.param.name; });

TEST(IntervalWindowTest, CombinesTheDistributionsOfQuarters) {
  const std::vector<double> boundaries{10};
  IntervalWindow window(kMinute, At(0));
  for (const auto& [second, value] :
       std::vector<std::pair<double, double>>{{0, 4}, {20, 8}, {40, 12}, {40, 16}}) {
    Cell cell(Kind::kDistribution, boundaries);
    cell.Add(value);
    window.Add(Kind::kDistribution, cell.data, At(second));
  }
  const Aggregate all = window.Sum(Kind::kDistribution, At(45)).distribution;
  EXPECT_EQ(all.count, 4u);
  EXPECT_DOUBLE_EQ(all.mean, 10);
  EXPECT_DOUBLE_EQ(all.squared_deviation, 80);
  EXPECT_EQ(all.min, 4);
  EXPECT_EQ(all.max, 16);
  EXPECT_EQ(all.buckets, (std::vector<std::uint64_t>{2, 2}));

  const Aggregate later = window.Sum(Kind::kDistribution, At(95)).distribution;
  EXPECT_EQ(later.count, 1u) << "two thirds of two values, cut off to a whole one";
  EXPECT_DOUBLE_EQ(later.mean, 14);
  EXPECT_EQ(later.min, 12);
  EXPECT_EQ(window.Sum(Kind::kDistribution, At(1000)).distribution.count, 0u);
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
