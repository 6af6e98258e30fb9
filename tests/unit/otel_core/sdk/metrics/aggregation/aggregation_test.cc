// OpenTelemetry specification 1.60.0, metrics/sdk.md, "Aggregation".
#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/aggregation/default_aggregation.h"
#include "tests/unit/otel_core/sdk/metrics/point_text.h"

namespace opentelemetry::sdk::metrics {
namespace aggregation_test {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

InstrumentDescriptor Of(InstrumentType type, InstrumentValueType value_type) {
  return {"name", "", "", type, value_type};
}

std::shared_ptr<AggregationConfig> Boundaries(std::vector<double> boundaries,
                                              bool record_min_max = true) {
  auto config = std::make_shared<HistogramAggregationConfig>();
  config->boundaries_ = std::move(boundaries);
  config->record_min_max_ = record_min_max;
  return config;
}

std::shared_ptr<AggregationConfig> Exponential(std::size_t max_size, std::int32_t max_scale) {
  auto config = std::make_shared<Base2ExponentialHistogramAggregationConfig>();
  config->max_size_ = max_size;
  config->max_scale_ = max_scale;
  return config;
}

struct Case {
  std::string name;
  AggregationType type;
  InstrumentType instrument;
  InstrumentValueType value_type;
  std::shared_ptr<AggregationConfig> config;
  std::vector<double> values;
  std::string expected;
};

constexpr auto kLong = InstrumentValueType::kLong;
constexpr auto kDouble = InstrumentValueType::kDouble;

const Case kCases[] = {
    {"Counter_Sums",
     AggregationType::kDefault,
     InstrumentType::kCounter,
     kLong,
     nullptr,
     {1, 2, 4},
     "7"},
    {"DoubleCounter_Sums",
     AggregationType::kDefault,
     InstrumentType::kCounter,
     kDouble,
     nullptr,
     {0.5, 0.25},
     "0.75"},
    {"UpDownCounter_SumsBothSigns",
     AggregationType::kDefault,
     InstrumentType::kUpDownCounter,
     kLong,
     nullptr,
     {5, -7},
     "-2"},
    {"Gauge_KeepsTheLast",
     AggregationType::kDefault,
     InstrumentType::kGauge,
     kDouble,
     nullptr,
     {1.5, 0.5},
     "last 0.5"},
    {"Gauge_WithoutAValue",
     AggregationType::kDefault,
     InstrumentType::kGauge,
     kLong,
     nullptr,
     {},
     "last none"},
    {"ObservableGauge_KeepsTheLast",
     AggregationType::kDefault,
     InstrumentType::kObservableGauge,
     kLong,
     nullptr,
     {3, 2},
     "last 2"},
    {"Histogram_HasTheDefaultBoundaries",
     AggregationType::kDefault,
     InstrumentType::kHistogram,
     kLong,
     nullptr,
     {0, 5, 6, 10000, 10001},
     "5 values, sum 20012, 0..10001, [1 1 1 0 0 0 0 0 0 0 0 0 0 0 1 1]"},
    {"Histogram_ABoundaryBelongsToTheBucketBelow",
     AggregationType::kHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Boundaries({1, 2}),
     {1, 1.5, 2, 2.5},
     "4 values, sum 7, 1..2.5, [1 2 1]"},
    {"Histogram_WithoutBoundariesIsOneBucket",
     AggregationType::kHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Boundaries({}),
     {1, 2},
     "2 values, sum 3, 1..2, [2]"},
    {"Histogram_WithoutMinAndMax",
     AggregationType::kHistogram,
     InstrumentType::kHistogram,
     kLong,
     Boundaries({1}, false),
     {1, 2},
     "2 values, sum 3, [1 1]"},
    {"Histogram_IgnoresWhatIsNotFinite",
     AggregationType::kHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Boundaries({1}),
     {NAN, kInfinity, -kInfinity, 3},
     "1 values, sum 3, 3..3, [0 1]"},
    {"Histogram_OfACounter",
     AggregationType::kHistogram,
     InstrumentType::kCounter,
     kLong,
     Boundaries({1}),
     {1, 2},
     "2 values, sum 3, 1..2, [1 1]"},
    {"Sum_OfAHistogram",
     AggregationType::kSum,
     InstrumentType::kHistogram,
     kDouble,
     nullptr,
     {1.5, 2},
     "3.5"},
    {"LastValue_OfACounter",
     AggregationType::kLastValue,
     InstrumentType::kCounter,
     kLong,
     nullptr,
     {1, 2},
     "last 2"},
    {"Drop_KeepsNothing",
     AggregationType::kDrop,
     InstrumentType::kCounter,
     kLong,
     nullptr,
     {1},
     "dropped"},
    {"ConfigurationOfAnotherKind_CountsAsNone",
     AggregationType::kSum,
     InstrumentType::kCounter,
     kLong,
     Boundaries({1}),
     {3},
     "3"},
    // metrics/data-model.md, "ExponentialHistogram": buckets of scale 0 are (1, 2], (2, 4], ...
    {"Exponential_UpperBoundariesAreInclusive",
     AggregationType::kBase2ExponentialHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Exponential(160, 0),
     {1, 1.5, 2, 3, 4, 0, -8},
     "7 values, sum 3.5, -8..4, scale 0, zeros 1, + {-1: 1, 0: 2, 1: 2}, - {2: 1}"},
    {"Exponential_TakesALowerScaleForAWiderRange",
     AggregationType::kBase2ExponentialHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Exponential(4, 20),
     {1.5, 3, 6, 12, 24},
     "5 values, sum 46.5, 1.5..24, scale -1, zeros 0, + {0: 2, 1: 2, 2: 1}, - {}"},
    {"Exponential_HoldsTheWholeRangeOfDoubles",
     AggregationType::kBase2ExponentialHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Exponential(2, 20),
     {std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max()},
     "2 values, sum 1.79769e+308, 4.94066e-324..1.79769e+308, scale -11, zeros 0, + {-1: 1, 0: 1}, "
     "- {}"},
    {"Exponential_IgnoresWhatIsNotFinite",
     AggregationType::kBase2ExponentialHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Exponential(160, 3),
     {NAN, kInfinity, -kInfinity},
     "0 values, sum 0, 0..0, scale 3, zeros 0, + {}, - {}"},
    {"Exponential_OfIntegers",
     AggregationType::kBase2ExponentialHistogram,
     InstrumentType::kHistogram,
     kLong,
     Exponential(160, 0),
     {3},
     "1 values, sum 3, 3..3, scale 0, zeros 0, + {1: 1}, - {}"},
    {"Exponential_HasTheScaleAndSizeThatAreAllowed",
     AggregationType::kBase2ExponentialHistogram,
     InstrumentType::kHistogram,
     kDouble,
     Exponential(0, 90),
     {1.5, 1.5000001},
     "2 values, sum 3, 1.5..1.5, scale 20, zeros 0, + {613377: 2}, - {}"},
};

void Record(const std::vector<double>& values, InstrumentValueType type, Aggregation* aggregation) {
  for (const double value : values) {
    if (type == kLong) {
      aggregation->Aggregate(static_cast<std::int64_t>(value));
    } else {
      aggregation->Aggregate(value);
    }
  }
}

class AggregationTest : public testing::TestWithParam<Case> {
 protected:
  static std::unique_ptr<Aggregation> Make() {
    const Case& row = GetParam();
    return DefaultAggregation::CreateAggregation(row.type, Of(row.instrument, row.value_type),
                                                 row.config.get());
  }
};

TEST_P(AggregationTest, MakesAPointOfValues) {
  const auto aggregation = Make();
  Record(GetParam().values, GetParam().value_type, aggregation.get());
  EXPECT_EQ(Text(aggregation->ToPoint()), GetParam().expected);
}

TEST_P(AggregationTest, AddsWhatAnotherCounted) {
  const auto& values = GetParam().values;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  const auto first = Make();
  const auto second = Make();
  Record({values.begin(), middle}, GetParam().value_type, first.get());
  Record({middle, values.end()}, GetParam().value_type, second.get());

  const auto merged = first->Merge(*second);
  EXPECT_EQ(Text(merged->ToPoint()), GetParam().expected);
  const auto total = Make();
  second->AddTo(total.get());
  first->AddTo(total.get());
  EXPECT_EQ(Text(total->ToPoint()), GetParam().expected) << "in either order";
}

TEST_P(AggregationTest, StartsAnew) {
  const auto aggregation = Make();
  const std::string nothing = Text(aggregation->ToPoint());
  Record(GetParam().values, GetParam().value_type, aggregation.get());
  aggregation->Reset();
  EXPECT_EQ(Text(aggregation->ToPoint()), nothing);
}

TEST_P(AggregationTest, IsCloned) {
  const Case& row = GetParam();
  const auto aggregation = Make();
  Record(row.values, row.value_type, aggregation.get());
  const auto clone = DefaultAggregation::CloneAggregation(
      row.type, Of(row.instrument, row.value_type), *aggregation);
  EXPECT_EQ(Text(clone->ToPoint()), row.expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, AggregationTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

struct DiffCase {
  std::string name;
  AggregationType type;
  std::shared_ptr<AggregationConfig> config;
  std::vector<double> before;
  std::vector<double> since;
  std::string expected;
};

const DiffCase kDiffCases[] = {
    {"Sum", AggregationType::kSum, nullptr, {1, 2}, {4}, "4"},
    {"LastValue", AggregationType::kLastValue, nullptr, {1}, {4}, "last 4"},
    {"Histogram",
     AggregationType::kHistogram,
     Boundaries({2}),
     {1, 5},
     {1, 3, 4},
     "3 values, sum 8, [1 2]"},
    {"Exponential",
     AggregationType::kBase2ExponentialHistogram,
     Exponential(160, 0),
     {1.5, 0, -3},
     {3, 3, 0},
     "3 values, sum 6, scale 0, zeros 1, + {1: 2}, - {}"},
    {"ExponentialOfALowerScale",
     AggregationType::kBase2ExponentialHistogram,
     Exponential(2, 0),
     {1.5},
     {20},
     "1 values, sum 20, scale -2, zeros 0, + {1: 1}, - {}"},
    {"Drop", AggregationType::kDrop, nullptr, {1}, {2}, "dropped"},
};

class AggregationDiffTest : public testing::TestWithParam<DiffCase> {};

TEST_P(AggregationDiffTest, IsWhatCameBetween) {
  const DiffCase& row = GetParam();
  const auto make = [&] {
    return DefaultAggregation::CreateAggregation(row.type, Of(InstrumentType::kHistogram, kDouble),
                                                 row.config.get());
  };
  const auto before = make();
  const auto after = make();
  Record(row.before, kDouble, before.get());
  Record(row.before, kDouble, after.get());
  Record(row.since, kDouble, after.get());
  EXPECT_EQ(Text(before->Diff(*after)->ToPoint()), row.expected);
}

INSTANTIATE_TEST_SUITE_P(Specification, AggregationDiffTest, testing::ValuesIn(kDiffCases),
                         [](const auto& info) { return info.param.name; });

TEST(SumAggregationTest, WrapsAroundAsUnsignedCountersDo) {
  const auto sum =
      DefaultAggregation::CreateAggregation(Of(InstrumentType::kCounter, kLong), nullptr);
  sum->Aggregate(std::numeric_limits<std::int64_t>::max());
  sum->Aggregate(std::int64_t{1});
  EXPECT_EQ(Text(sum->ToPoint()), std::to_string(std::numeric_limits<std::int64_t>::min()));
}

TEST(SumAggregationTest, OnlyGrowsWhereTheInstrumentDoes) {
  for (const auto& [type, expected] : {std::pair(InstrumentType::kCounter, true),
                                       std::pair(InstrumentType::kObservableCounter, true),
                                       std::pair(InstrumentType::kHistogram, true),
                                       std::pair(InstrumentType::kUpDownCounter, false),
                                       std::pair(InstrumentType::kObservableUpDownCounter, false),
                                       std::pair(InstrumentType::kGauge, false)}) {
    const auto sum =
        DefaultAggregation::CreateAggregation(AggregationType::kSum, Of(type, kLong), nullptr);
    EXPECT_EQ(nostd::get<SumPointData>(sum->ToPoint()).is_monotonic_, expected)
        << InstrumentDescriptorUtil::GetInstrumentTypeString(type);
  }
}

}  // namespace aggregation_test
}  // namespace opentelemetry::sdk::metrics
