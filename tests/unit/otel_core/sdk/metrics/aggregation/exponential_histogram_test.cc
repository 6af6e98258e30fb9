// The exponential histogram against a model that keeps all values and asks of each which bucket it is in.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/aggregation/base2_exponential_histogram_aggregation.h"
#include "opentelemetry/sdk/metrics/aggregation/base2_exponential_histogram_indexer.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::sdk::metrics {
namespace exponential_histogram_test {

// By the definition: the bucket i with base^i < value <= base^(i+1), sought from an estimate with long doubles.
std::int32_t NaiveIndex(double value, std::int32_t scale) {
  const long double exact = std::log2(static_cast<long double>(std::fabs(value)));
  const long double scaled = std::ldexp(exact, scale);
  auto index = static_cast<std::int32_t>(std::ceil(scaled)) - 1;
  // base^index < value <= base^(index+1), in the domain of logarithms
  while (std::ldexp(static_cast<long double>(index), -scale) >= exact) --index;
  while (std::ldexp(static_cast<long double>(index + 1), -scale) < exact) ++index;
  return index;
}

using Buckets = std::map<std::int32_t, std::uint64_t>;

Buckets NaiveBuckets(const std::vector<double>& values, bool negative, std::int32_t scale) {
  Buckets buckets;
  for (const double value : values) {
    if (value != 0 && std::signbit(value) == negative) ++buckets[NaiveIndex(value, scale)];
  }
  return buckets;
}

bool Fits(const Buckets& buckets, std::size_t size) {
  return buckets.empty() ||
         static_cast<std::size_t>(buckets.rbegin()->first - buckets.begin()->first) < size;
}

Buckets BucketsOf(const AdaptingCircularBufferCounter& counter) {
  Buckets buckets;
  if (counter.Empty()) return buckets;
  for (std::int32_t i = counter.StartIndex(); i <= counter.EndIndex(); ++i) {
    if (counter.Get(i) != 0) buckets[i] = counter.Get(i);
  }
  return buckets;
}

void ExpectLikeTheModel(const Base2ExponentialHistogramPointData& point,
                        const std::vector<double>& values, std::size_t size,
                        std::int32_t max_scale) {
  std::int32_t scale = max_scale;
  while (!Fits(NaiveBuckets(values, false, scale), size) ||
         !Fits(NaiveBuckets(values, true, scale), size)) {
    --scale;
  }
  EXPECT_EQ(point.scale_, scale) << "the finest that the values fit in";
  EXPECT_EQ(BucketsOf(*point.positive_buckets_), NaiveBuckets(values, false, scale));
  EXPECT_EQ(BucketsOf(*point.negative_buckets_), NaiveBuckets(values, true, scale));
  EXPECT_EQ(point.count_, values.size());
  EXPECT_EQ(point.zero_count_,
            static_cast<std::uint64_t>(std::count(values.begin(), values.end(), 0.0)));
  double sum = 0;
  for (const double value : values) sum += value;
  EXPECT_NEAR(point.sum_, sum, std::fabs(sum) * 1e-9 + 1e-9);
  EXPECT_EQ(point.min_, *std::min_element(values.begin(), values.end()));
  EXPECT_EQ(point.max_, *std::max_element(values.begin(), values.end()));
}

Base2ExponentialHistogramPointData PointOf(const Aggregation& aggregation) {
  return nostd::get<Base2ExponentialHistogramPointData>(aggregation.ToPoint());
}

std::vector<double> RandomValues(std::mt19937& random) {
  const double spread = std::exp2(std::uniform_real_distribution<>(-3, 8)(random));
  std::normal_distribution<> exponent(std::uniform_real_distribution<>(-30, 30)(random), spread);
  std::vector<double> values(std::uniform_int_distribution<std::size_t>(1, 60)(random));
  for (double& value : values) {
    value = std::exp2(std::clamp(exponent(random), -1000.0, 1000.0));
    switch (std::uniform_int_distribution<>(0, 9)(random)) {
      case 0:
        value = 0;
        break;
      case 1:
        value = -value;
        break;
      case 2:
        value = std::exp2(std::round(std::log2(value)));  // exactly on a boundary
        break;
      default:
        break;
    }
  }
  return values;
}

TEST(ExponentialHistogramTest, CountsAsTheModelDoes) {
  std::mt19937 random(20260822);
  for (int round = 0; round < 400 && !HasFailure(); ++round) {
    SCOPED_TRACE(round);
    Base2ExponentialHistogramAggregationConfig config;
    config.max_size_ = std::uniform_int_distribution<std::size_t>(2, 40)(random);
    config.max_scale_ = std::uniform_int_distribution<std::int32_t>(-10, 20)(random);
    const std::vector<double> values = RandomValues(random);
    Base2ExponentialHistogramAggregation aggregation(&config);
    for (const double value : values) aggregation.Aggregate(value);
    ExpectLikeTheModel(PointOf(aggregation), values, config.max_size_, config.max_scale_);
  }
}

TEST(ExponentialHistogramTest, IsTheSameInPartsAddedUp) {
  std::mt19937 random(42);
  for (int round = 0; round < 200 && !HasFailure(); ++round) {
    SCOPED_TRACE(round);
    Base2ExponentialHistogramAggregationConfig config;
    config.max_size_ = std::uniform_int_distribution<std::size_t>(2, 40)(random);
    std::vector<double> all;
    Base2ExponentialHistogramAggregation total(&config);
    for (int part = 0; part < 3; ++part) {
      Base2ExponentialHistogramAggregation aggregation(&config);
      for (const double value : RandomValues(random)) {
        aggregation.Aggregate(value);
        all.push_back(value);
      }
      aggregation.AddTo(&total);
    }
    ExpectLikeTheModel(PointOf(total), all, config.max_size_, 20);
  }
}

TEST(ExponentialHistogramTest, HasNoMoreBucketsThanItsMemoryIsWorth) {
  struct {
    std::size_t configured;
    std::size_t expected;
  } const rows[] = {{0, 2}, {2, 2}, {160, 160}, {16384, 16384}, {16385, 16384}, {SIZE_MAX, 16384}};
  for (const auto& row : rows) {
    Base2ExponentialHistogramAggregationConfig config;
    config.max_size_ = row.configured;
    Base2ExponentialHistogramAggregation aggregation(&config);
    aggregation.Aggregate(2.0);
    aggregation.Aggregate(-2.0);
    const auto point = PointOf(aggregation);
    EXPECT_EQ(point.max_buckets_, row.expected);
    EXPECT_EQ(point.positive_buckets_->MaxSize(), row.expected);
    EXPECT_EQ(point.negative_buckets_->MaxSize(), row.expected);
    EXPECT_EQ(point.count_, 2u);
  }
}

TEST(ExponentialHistogramTest, IgnoresAndCountsAValueThatHasNoBucket) {
  Base2ExponentialHistogramPointData data;
  data.positive_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(SIZE_MAX);
  data.negative_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(2);
  Base2ExponentialHistogramAggregation aggregation(std::move(data));
  const auto before = tracebridge::Counted(tracebridge::Diagnostic::kOutOfMemory);
  aggregation.Aggregate(2.0);
  EXPECT_EQ(tracebridge::Counted(tracebridge::Diagnostic::kOutOfMemory), before + 1);
  EXPECT_EQ(PointOf(aggregation).count_, 0u);
}

TEST(ExponentialHistogramIndexerTest, PutsEveryPowerOfTwoIntoTheBucketBelow) {
  for (std::int32_t scale = -11; scale <= 20; ++scale) {
    const Base2ExponentialHistogramIndexer indexer(scale);
    for (int exponent = -1074; exponent <= 1023; ++exponent) {
      const double value = std::ldexp(1.0, exponent);
      const std::int64_t on_boundary = scale >= 0
                                           ? std::int64_t{exponent} * (std::int64_t{1} << scale) - 1
                                           : (std::int64_t{exponent} - 1) >> -scale;
      ASSERT_EQ(indexer.ComputeIndex(value), on_boundary) << scale << " " << exponent;
    }
  }
}

TEST(ExponentialHistogramIndexerTest, TheNextNumberAboveAPowerOfTwoIsInTheBucketAbove) {
  for (std::int32_t scale = 0; scale <= 20; ++scale) {
    const Base2ExponentialHistogramIndexer indexer(scale);
    for (int exponent = -1021; exponent <= 1023; exponent += 7) {
      const double above = std::nextafter(std::ldexp(1.0, exponent), INFINITY);
      ASSERT_EQ(indexer.ComputeIndex(above), exponent * (1 << scale)) << scale << " " << exponent;
    }
  }
}

}  // namespace exponential_histogram_test
}  // namespace opentelemetry::sdk::metrics
