#include "opencensus/stats/view.h"

#include <gmock/gmock.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "opencensus/stats/internal/delta_producer.h"
#include "opencensus/stats/internal/set_aggregation_window.h"
#include "opencensus/stats/testing/test_utils.h"
#include "opencensus/tags/with_tag_map.h"
#include "shims/opencensus/stats/clock.h"
#include "shims/opencensus/stats/view_state.h"
#include "tests/support/sanitizers.h"
#include "tests/unit/shims/opencensus/stats/stats_test.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::stats::Aggregation;
using opencensus::stats::AggregationWindow;
using opencensus::stats::BucketBoundaries;
using opencensus::stats::Distribution;
using opencensus::stats::MeasureDouble;
using opencensus::stats::MeasureInt64;
using opencensus::stats::MeasureRegistry;
using opencensus::stats::Record;
using opencensus::stats::View;
using opencensus::stats::ViewData;
using opencensus::stats::ViewDescriptor;
using opencensus::stats::testing::TestUtils;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;
using opencensus::tags::WithTagMap;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Instant the_time;

// A measure of each type of its own, and a clock that it sets.
class ViewTest : public testing::Test {
 protected:
  ViewTest() {
    the_time = {absl::UnixEpoch() + absl::Hours(1000), 1000};
    SetClockForTesting([]() noexcept { return the_time; });
  }
  ~ViewTest() override { SetClockForTesting(nullptr); }

  static void Advance(absl::Duration duration) {
    the_time.wall += duration;
    the_time.steady_ns += absl::ToInt64Nanoseconds(duration);
  }

  ViewDescriptor Of(const std::string& measure, const Aggregation& aggregation) {
    return ViewDescriptor()
        .set_name("view")
        .set_measure(measure)
        .set_aggregation(aggregation)
        .add_column(a_)
        .add_column(b_);
  }
  ViewDescriptor OfDoubles(const Aggregation& aggregation) { return Of(double_name_, aggregation); }
  ViewDescriptor OfIntegers(const Aggregation& aggregation) { return Of(int_name_, aggregation); }

  static ViewDescriptor In(const AggregationWindow& window, ViewDescriptor descriptor) {
    SetAggregationWindow(window, &descriptor);
    return descriptor;
  }

  const std::string double_name_ = NewName();
  const std::string int_name_ = NewName();
  const MeasureDouble doubles_ = MeasureDouble::Register(double_name_, "", "1");
  const MeasureInt64 integers_ = MeasureInt64::Register(int_name_, "", "1");
  const TagKey a_ = TagKey::Register("view_test.a");
  const TagKey b_ = TagKey::Register("view_test.b");
  const TagKey c_ = TagKey::Register("view_test.c");
  const Aggregation distribution_ = Aggregation::Distribution(BucketBoundaries::Explicit({0, 10}));
};

// ---- Aggregations

struct AggregationCase {
  std::string name;
  Aggregation aggregation;
  std::string of_doubles;
  std::string of_integers;
};

class ViewOfTest : public ViewTest, public testing::WithParamInterface<AggregationCase> {};

TEST_P(ViewOfTest, ShowsWhatWasRecordedByItsColumns) {
  View doubles(OfDoubles(GetParam().aggregation));
  View integers(OfIntegers(GetParam().aggregation));
  EXPECT_TRUE(doubles.IsValid());

  Record({{doubles_, 2.0}, {doubles_, 4.5}, {integers_, 2}, {integers_, 4}});
  Record({{doubles_, -7.0f}, {integers_, std::size_t{11}}}, {{a_, "x"}, {c_, "z"}, {b_, "y"}});

  EXPECT_EQ(Text(doubles.GetData()), GetParam().of_doubles);
  EXPECT_EQ(Text(integers.GetData()), GetParam().of_integers);
  EXPECT_EQ(doubles.GetData().aggregation(), GetParam().aggregation);
}

INSTANTIATE_TEST_SUITE_P(
    Each, ViewOfTest,
    testing::ValuesIn(std::vector<AggregationCase>{
        {"Count", Aggregation::Count(), "int {,}: 2; {x,y}: 1", "int {,}: 2; {x,y}: 1"},
        {"Sum", Aggregation::Sum(), "double {,}: 6.5; {x,y}: -7", "int {,}: 6; {x,y}: 11"},
        {"LastValue", Aggregation::LastValue(), "double {,}: 4.5; {x,y}: -7",
         "int {,}: 4; {x,y}: 11"},
        {"Distribution", Aggregation::Distribution(BucketBoundaries::Explicit({0, 10})),
         "distribution {,}: 2 of 3.25 (3.125) from 2 to 4.5 [0 2 0]; "
         "{x,y}: 1 of -7 (0) from -7 to -7 [1 0 0]",
         "distribution {,}: 2 of 3 (2) from 2 to 4 [0 2 0]; "
         "{x,y}: 1 of 11 (0) from 11 to 11 [0 0 1]"},
    }),
    [](const auto& info) { return info.param.name; });

TEST_F(ViewTest, OfADistributionHasBoundariesThatOutliveIt) {
  auto view = std::make_unique<View>(OfDoubles(distribution_));
  Record({{doubles_, 1.0}});
  const Distribution kept = view->GetData().distribution_data().begin()->second;
  view.reset();
  EXPECT_EQ(kept.bucket_boundaries(), BucketBoundaries::Explicit({0, 10}));
}

TEST_F(ViewTest, OfADistributionFindsAmongManyBucketsToo) {
  View view(OfDoubles(Aggregation::Distribution(BucketBoundaries::Linear(99, 0, 1))));
  for (int i = -1; i < 101; ++i) Record({{doubles_, i + 0.5}});
  const Distribution distribution = view.GetData().distribution_data().begin()->second;
  EXPECT_EQ(distribution.count(), 102u);
  EXPECT_EQ(distribution.bucket_counts().front(), 1u) << "-0.5";
  EXPECT_EQ(distribution.bucket_counts().back(), 2u) << "99.5 and 100.5";
  EXPECT_THAT(std::vector<std::uint64_t>(distribution.bucket_counts().begin() + 1,
                                         distribution.bucket_counts().end() - 1),
              testing::Each(1u));
}

// ---- Tags

TEST_F(ViewTest, TakesTheCurrentTagsWhereNoneAreGiven) {
  View view(OfDoubles(Aggregation::Count()));
  const WithTagMap with_tags(TagMap({{a_, "current"}}));
  Record({{doubles_, 1.0}});
  Record({{doubles_, 1.0}}, {});
  EXPECT_EQ(Text(view.GetData()), "int {,}: 1; {current,}: 1");
}

TEST_F(ViewTest, WithoutColumnsHasOneRow) {
  View view(ViewDescriptor().set_measure(double_name_).set_aggregation(Aggregation::Count()));
  Record({{doubles_, 1.0}}, {{a_, "x"}});
  Record({{doubles_, 1.0}});
  EXPECT_EQ(Text(view.GetData()), "int {}: 2");
}

TEST_F(ViewTest, KnowsEqualTagsFromDifferentObjects) {
  View view(OfDoubles(Aggregation::Count()));
  for (int i = 0; i < 3; ++i) Record({{doubles_, 1.0}}, TagMap({{a_, "x"}}));
  const TagMap reused({{a_, "x"}});
  for (int i = 0; i < 3; ++i) Record({{doubles_, 1.0}}, reused);
  EXPECT_EQ(Text(view.GetData()), "int {x,}: 6");
}

TEST_F(ViewTest, IsNotConfusedByATagMapInThePlaceOfAnother) {
  View view(OfDoubles(Aggregation::Count()));
  for (int i = 0; i < 2000; ++i) {  // the next one often gets the memory of the last
    const std::string value(1, static_cast<char>('a' + i % 4));
    Record({{doubles_, 1.0}}, TagMap({{a_, value}}));
  }
  EXPECT_EQ(Text(view.GetData()), "int {a,}: 500; {b,}: 500; {c,}: 500; {d,}: 500");
}

TEST_F(ViewTest, TakesAnyNumberOfTags) {
  View view(OfDoubles(Aggregation::Count()));
  std::vector<std::pair<TagKey, std::string>> tags;
  for (int i = 0; i < 5000; ++i) {
    tags.emplace_back(TagKey::Register(absl::StrCat("view_test.many.", i)), "v");
  }
  tags.emplace_back(b_, "found");
  const TagMap many(tags);
  for (int i = 0; i < 3; ++i) Record({{doubles_, 1.0}}, many);
  EXPECT_EQ(Text(view.GetData()), "int {,found}: 3");
}

TEST_F(ViewTest, TakesTagsByValueFromCodeThatHasTheAddressOfRecord) {
  View view(OfDoubles(Aggregation::Count()));
  void (*const record)(std::initializer_list<opencensus::stats::Measurement>, TagMap) = &Record;
  record({{doubles_, 1.0}}, {{a_, "x"}});
  EXPECT_EQ(Text(view.GetData()), "int {x,}: 1");
}

// ---- Which views there are

TEST_F(ViewTest, SeesWhatIsRecordedAfterItWasMade) {
  Record({{doubles_, 1.0}});
  View view(OfDoubles(Aggregation::Count()));
  EXPECT_EQ(Text(view.GetData()), "int ");
  Record({{doubles_, 1.0}});
  EXPECT_EQ(Text(view.GetData()), "int {,}: 1");
}

TEST_F(ViewTest, SharesItsDataWithAnotherLikeIt) {
  View first(OfDoubles(Aggregation::Count()));
  Record({{doubles_, 1.0}});
  {
    View second(OfDoubles(Aggregation::Count()).set_name("another").set_description("other"));
    Record({{doubles_, 1.0}});
    EXPECT_EQ(Text(second.GetData()), "int {,}: 2");
  }
  EXPECT_EQ(Text(first.GetData()), "int {,}: 2");
}

TEST_F(ViewTest, BeginsAnewOnceAllLikeItAreGone) {
  {
    View view(OfDoubles(Aggregation::Count()));
    Record({{doubles_, 1.0}});
  }
  View view(OfDoubles(Aggregation::Count()));
  EXPECT_EQ(Text(view.GetData()), "int ");
}

TEST_F(ViewTest, OfOneMeasureIsOneOfMany) {
  View counts(OfDoubles(Aggregation::Count()));
  View sums(OfDoubles(Aggregation::Sum()));
  View by_a(ViewDescriptor()
                .set_measure(double_name_)
                .set_aggregation(Aggregation::Sum())
                .add_column(a_));
  Record({{doubles_, 2.0}}, {{a_, "x"}, {b_, "1"}});
  Record({{doubles_, 3.0}}, {{a_, "x"}, {b_, "2"}});
  EXPECT_EQ(Text(counts.GetData()), "int {x,1}: 1; {x,2}: 1");
  EXPECT_EQ(Text(sums.GetData()), "double {x,1}: 2; {x,2}: 3");
  EXPECT_EQ(Text(by_a.GetData()), "double {x}: 5");
}

TEST_F(ViewTest, WithoutAMeasureIsInvalidAndStaysSo) {
  const std::string name = NewName();
  View view(Of(name, Aggregation::Count()));
  EXPECT_FALSE(view.IsValid());
  const auto later = MeasureDouble::Register(name, "", "1");
  Record({{later, 1.0}});
  EXPECT_FALSE(view.IsValid());
  EXPECT_EQ(Text(view.GetData()), "int ");
}

TEST_F(ViewTest, IsOneOfThousands) {
  const int count = test::kIsThreadSanitized ? 1300 : 3000;  // each is added to a copy of the list
  std::vector<std::unique_ptr<View>> views;
  for (int i = 0; i < count; ++i) {
    views.push_back(std::make_unique<View>(
        ViewDescriptor()
            .set_measure(double_name_)
            .set_aggregation(Aggregation::Count())
            .add_column(TagKey::Register(absl::StrCat("view_test.thousands.", i)))));
  }
  Record({{doubles_, 1.0}}, {{TagKey::Register("view_test.thousands.1234"), "x"}});
  EXPECT_EQ(Text(views[1234]->GetData()), "int {x}: 1");
  EXPECT_EQ(Text(views.back()->GetData()), "int {}: 1");
}

// ---- Windows

TEST_F(ViewTest, OfDeltasShowsEachValueOnce) {
  View view(In(AggregationWindow::Delta(), OfDoubles(Aggregation::Sum())));
  const absl::Time made = the_time.wall;
  Advance(absl::Seconds(10));
  Record({{doubles_, 2.0}});
  const ViewData first = view.GetData();
  EXPECT_EQ(Text(first), "double {,}: 2");
  EXPECT_EQ(first.start_time(), made);
  EXPECT_EQ(first.end_time(), made + absl::Seconds(10));

  Advance(absl::Seconds(10));
  Record({{doubles_, 3.0}}, {{a_, "x"}});
  const ViewData second = view.GetData();
  EXPECT_EQ(Text(second), "double {x,}: 3");
  EXPECT_EQ(second.start_time(), made + absl::Seconds(10));
  EXPECT_EQ(second.start_times().at({"x", ""}), made + absl::Seconds(10));
  EXPECT_EQ(Text(view.GetData()), "double ");
}

TEST_F(ViewTest, OfDeltasShowsTheRangeOfEachDelta) {
  View view(In(AggregationWindow::Delta(), OfDoubles(distribution_)));
  Record({{doubles_, -5.0}, {doubles_, 50.0}});
  view.GetData();
  Record({{doubles_, 3.0}});
  EXPECT_EQ(Text(view.GetData()), "distribution {,}: 1 of 3 (0) from 3 to 3 [0 1 0]");
}

TEST_F(ViewTest, OfAnIntervalForgets) {
  View counts(In(AggregationWindow::Interval(absl::Minutes(1)), OfDoubles(Aggregation::Count())));
  View sums(In(AggregationWindow::Interval(absl::Minutes(1)), OfIntegers(Aggregation::Sum())));
  Record({{doubles_, 1.0}, {integers_, 5}});
  TestUtils::Flush();
  Advance(absl::Seconds(30));
  Record({{doubles_, 1.0}, {integers_, 6}});
  EXPECT_EQ(Text(counts.GetData()), "double {,}: 2");
  EXPECT_EQ(Text(sums.GetData()), "double {,}: 11");
  Advance(absl::Minutes(1));
  EXPECT_EQ(Text(counts.GetData()), "double {,}: 1");
  EXPECT_EQ(Text(sums.GetData()), "double {,}: 6");
  EXPECT_EQ(sums.GetData().start_times().at({"", ""}), the_time.wall - absl::Minutes(1));
  Advance(absl::Hours(1));
  EXPECT_EQ(Text(sums.GetData()), "double {,}: 0");
}

TEST_F(ViewTest, OfTheLastValueOfAnIntervalIsInvalid) {
  View view(In(AggregationWindow::Interval(absl::Minutes(1)), OfDoubles(Aggregation::LastValue())));
  EXPECT_FALSE(view.IsValid());
  EXPECT_EQ(Text(view.GetData()), "double ");
}

// ---- Times

TEST_F(ViewTest, SaysSinceWhenARowMayHaveData) {
  View view(OfDoubles(Aggregation::Count()));
  const absl::Time made = the_time.wall;
  Advance(absl::Seconds(10));
  Record({{doubles_, 1.0}});
  Advance(absl::Seconds(10));
  EXPECT_EQ(view.GetData().start_times().at({"", ""}), made);
  Advance(absl::Seconds(10));
  Record({{doubles_, 1.0}}, {{a_, "later"}});
  const ViewData data = view.GetData();
  EXPECT_EQ(data.start_time(), made);
  EXPECT_EQ(data.start_times().at({"", ""}), made) << "cumulative";
  EXPECT_EQ(data.start_times().at({"later", ""}), made + absl::Seconds(20)) << "the last look";
  EXPECT_EQ(data.end_time(), made + absl::Seconds(30));
}

TEST_F(ViewTest, DoesNotEndBeforeItStartsWhenTheClockIsSetBack) {
  View view(OfDoubles(Aggregation::Count()));
  const absl::Time made = the_time.wall;
  Record({{doubles_, 1.0}});
  the_time.wall -= absl::Hours(1);
  ViewData data = view.GetData();
  EXPECT_EQ(data.start_time(), made);
  EXPECT_EQ(data.end_time(), made);
  Record({{doubles_, 1.0}}, {{a_, "x"}});
  the_time.wall -= absl::Hours(1);
  data = view.GetData();
  EXPECT_EQ(Text(data), "int {,}: 1; {x,}: 1");
  EXPECT_GE(data.end_time(), data.start_times().at({"x", ""}));
}

TEST_F(ViewTest, LosesRowsThatExpired) {
  View view(OfDoubles(Aggregation::Sum()).set_expiry_duration(absl::Minutes(1)));
  Record({{doubles_, 1.0}});
  Record({{doubles_, 1.0}}, {{a_, "x"}});
  TestUtils::Flush();
  Advance(absl::Seconds(50));
  Record({{doubles_, 1.0}}, {{a_, "x"}});
  TestUtils::Flush();
  Advance(absl::Seconds(50));
  EXPECT_EQ(Text(view.GetData()), "double {x,}: 2");
}

TEST_F(ViewTest, LosesNoRowsWhenTheClockIsSet) {
  View view(OfDoubles(Aggregation::Sum()).set_expiry_duration(absl::Minutes(1)));
  Record({{doubles_, 1.0}});
  TestUtils::Flush();
  the_time.wall += absl::Hours(24);
  EXPECT_EQ(Text(view.GetData()), "double {,}: 1");
}

// ---- Values that are no good

TEST_F(ViewTest, LeavesOutOfSumsAndDistributionsWhatIsNotFinite) {
  View counts(OfDoubles(Aggregation::Count()));
  View sums(OfDoubles(Aggregation::Sum()));
  View distributions(OfDoubles(distribution_));
  View last(OfDoubles(Aggregation::LastValue()));
  const auto before = Counted(Diagnostic::kMeasurementLeftOut);
  Record({{doubles_, 1.0}, {doubles_, kNan}, {doubles_, kInfinity}, {doubles_, -kInfinity}});
  EXPECT_EQ(Text(counts.GetData()), "int {,}: 4");
  EXPECT_EQ(Text(sums.GetData()), "double {,}: 1");
  EXPECT_EQ(Text(distributions.GetData()), "distribution {,}: 1 of 1 (0) from 1 to 1 [0 1 0]");
  EXPECT_EQ(Text(last.GetData()), "double {,}: -inf");
  EXPECT_EQ(Counted(Diagnostic::kMeasurementLeftOut), before + 6) << "3 in each of 2 views";
}

TEST_F(ViewTest, HasNoRowWhereEverythingWasLeftOut) {
  View sums(OfDoubles(Aggregation::Sum()));
  Record({{doubles_, kNan}}, {{a_, "nan"}});
  EXPECT_EQ(Text(sums.GetData()), "double ");
}

TEST_F(ViewTest, KeepsSumsOfIntegersAtTheLimitsOfTheirType) {
  View sums(OfIntegers(Aggregation::Sum()));
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  Record({{integers_, kMost}, {integers_, 1}});
  Record({{integers_, kLeast}}, {{a_, "x"}});
  TestUtils::Flush();
  Record({{integers_, -1}}, {{a_, "x"}});
  EXPECT_EQ(Text(sums.GetData()), absl::StrCat("int {,}: ", kMost, "; {x,}: ", kLeast));
}

TEST_F(ViewTest, HasExactSumsOfIntegers) {
  View sums(OfIntegers(Aggregation::Sum()));
  std::int64_t expected = 0;
  for (std::int64_t i = 0; i < 1000; ++i) {
    const std::int64_t value = i * i * i * 1000003;
    expected += value;
    Record({{integers_, value}});
  }
  EXPECT_EQ(Text(sums.GetData()), absl::StrCat("int {,}: ", expected));
}

TEST_F(ViewTest, LeavesOutWhatIsForAnInvalidMeasure) {
  View view(OfDoubles(Aggregation::Count()));
  const auto invalid = MeasureDouble::Register("", "", "");
  const auto of_other_type = MeasureRegistry::GetMeasureInt64ByName(double_name_);
  const auto before = Counted(Diagnostic::kMeasurementLeftOut);
  Record({{invalid, 1.0}, {of_other_type, 1}, {doubles_, 1.0}});
  EXPECT_EQ(Text(view.GetData()), "int {,}: 1");
  EXPECT_EQ(Counted(Diagnostic::kMeasurementLeftOut), before + 2);
}

// ---- Too many rows

TEST_F(ViewTest, HasOneRowForWhatIsBeyondTheLimit) {
  View view(OfDoubles(Aggregation::Count()));
  const auto before = Counted(Diagnostic::kStatsRowLimit);
  const int too_many = 500;
  const int combinations = static_cast<int>(kRowLimit) - 1 + too_many;
  for (int i = 0; i < combinations; ++i) {
    Record({{doubles_, 1.0}}, {{a_, absl::StrCat(i)}});
  }
  const ViewData data = view.GetData();
  EXPECT_EQ(data.int_data().size(), kRowLimit);
  EXPECT_EQ(data.int_data().at({"otel.metric.overflow", "otel.metric.overflow"}), too_many);
  EXPECT_EQ(data.int_data().at({"0", ""}), 1);
  EXPECT_EQ(Counted(Diagnostic::kStatsRowLimit), before + too_many);

  Record({{doubles_, 1.0}}, {{a_, "0"}});
  EXPECT_EQ(view.GetData().int_data().at({"0", ""}), 2) << "a row that is there stays";
}

TEST_F(ViewTest, HasRoomAgainOnceRowsExpired) {
  View view(OfDoubles(Aggregation::Count()).set_expiry_duration(absl::Minutes(1)));
  for (std::size_t i = 0; i < 2 * kRowLimit; ++i) {
    Record({{doubles_, 1.0}}, {{a_, absl::StrCat(i)}});
  }
  TestUtils::Flush();
  Advance(absl::Minutes(2));
  TestUtils::Flush();
  for (int i = 0; i < 3; ++i) {
    Record({{doubles_, 1.0}}, {{a_, absl::StrCat("new", i)}});
    TestUtils::Flush();
  }
  EXPECT_EQ(Text(view.GetData()), "int {new0,}: 1; {new1,}: 1; {new2,}: 1");
}

TEST_F(ViewTest, WithoutColumnsHasNoSuchRowHoweverManyTagsThereAre) {
  View view(ViewDescriptor().set_measure(double_name_).set_aggregation(Aggregation::Count()));
  for (std::size_t i = 0; i < 3 * kRowLimit; ++i) {
    Record({{doubles_, 1.0}}, {{a_, absl::StrCat(i)}});
  }
  EXPECT_EQ(Text(view.GetData()), absl::StrCat("int {}: ", 3 * kRowLimit));
}

// ---- What tests of programs use

TEST_F(ViewTest, IsMadeUpByTestUtils) {
  const ViewData data = TestUtils::MakeViewData(
      OfDoubles(distribution_), {{{"x", "y"}, 5.0}, {{"x", "y"}, 15.0}, {{"", ""}, 1.0}});
  EXPECT_EQ(Text(data),
            "distribution {,}: 1 of 1 (0) from 1 to 1 [0 1 0]; "
            "{x,y}: 2 of 10 (50) from 5 to 15 [0 1 1]");
  EXPECT_EQ(data.start_time(), absl::UnixEpoch());
  EXPECT_EQ(Text(TestUtils::MakeViewData(OfIntegers(Aggregation::Sum()), {{{"", ""}, 3.0}})),
            "int {,}: 3");
  const absl::Time start = absl::UnixEpoch() + absl::Seconds(7);
  EXPECT_EQ(TestUtils::MakeViewDataWithStartTimes(OfDoubles(Aggregation::Sum()),
                                                  {{{"x", ""}, 1.0, start}})
                .start_times()
                .at({"x", ""}),
            start);
  EXPECT_EQ(Text(TestUtils::MakeViewData(
                In(AggregationWindow::Interval(absl::Minutes(1)), OfDoubles(Aggregation::Count())),
                {{{"", ""}, 1.0}})),
            "double {,}: 1");
}

TEST_F(ViewTest, HasDistributionsAsTestUtilsMakesThem) {
  const BucketBoundaries boundaries = BucketBoundaries::Explicit({0, 10});
  Distribution distribution = TestUtils::MakeDistribution(&boundaries);
  EXPECT_EQ(Text(distribution), "0 of 0 (0) from inf to -inf [0 0 0]");
  for (const double value : {-1.0, 5.0, 20.0}) TestUtils::AddToDistribution(&distribution, value);
  EXPECT_EQ(Text(distribution), "3 of 8 (234) from -1 to 20 [1 1 1]");
  EXPECT_EQ(distribution.DebugString(),
            "count: 3 mean: 8 sum of squared deviation: 234 min: -1 max: 20\n"
            "histogram counts: 1, 1, 1");
  EXPECT_EQ(&distribution.bucket_boundaries(), &boundaries);
}

TEST_F(ViewTest, IsAsThePatchedDeltaProducerLeftIt) {
  View view(OfDoubles(Aggregation::Count()));
  opencensus::stats::DeltaProducer::Get()->SetHarvestInterval(absl::Milliseconds(1));
  Record({{doubles_, 1.0}});
  opencensus::stats::DeltaProducer::Get()->Shutdown();
  Record({{doubles_, 1.0}});
  opencensus::stats::DeltaProducer::Get()->Flush();
  EXPECT_EQ(Text(view.GetData()), "int {,}: 2");
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
