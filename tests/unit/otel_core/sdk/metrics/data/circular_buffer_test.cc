#include "opentelemetry/sdk/metrics/data/circular_buffer.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/unit/otel_core/sdk/metrics/point_text.h"

namespace opentelemetry::sdk::metrics {
namespace circular_buffer_test {

TEST(CircularBufferTest, GrowsAtBothEndsUpToItsSize) {
  AdaptingCircularBufferCounter counter(4);
  EXPECT_TRUE(counter.Empty());
  EXPECT_TRUE(counter.Increment(-2, 1));
  EXPECT_TRUE(counter.Increment(1, 5));
  EXPECT_FALSE(counter.Increment(2, 1));
  EXPECT_FALSE(counter.Increment(-3, 1));
  EXPECT_TRUE(counter.Increment(-1, 2));
  EXPECT_EQ(Text(counter), "{-2: 1, -1: 2, 1: 5}");
  EXPECT_EQ(counter.StartIndex(), -2);
  EXPECT_EQ(counter.EndIndex(), 1);
  EXPECT_EQ(counter.Get(2), 0u);
  EXPECT_EQ(counter.Get(-3), 0u);
}

TEST(CircularBufferTest, HoldsNothingWithoutASize) {
  AdaptingCircularBufferCounter counter(0);
  EXPECT_FALSE(counter.Increment(0, 1));
  EXPECT_EQ(Text(counter), "{}");
}

TEST(CircularBufferTest, IsClearedForOtherIndexes) {
  AdaptingCircularBufferCounter counter(4);
  counter.Increment(3, 1);
  counter.Clear();
  EXPECT_TRUE(counter.Empty());
  EXPECT_TRUE(counter.Increment(1000, 1));
  EXPECT_EQ(Text(counter), "{1000: 1}");
}

TEST(CircularBufferTest, TakesIndexesAtTheEndsOfTheirRange) {
  AdaptingCircularBufferCounter counter(4);
  EXPECT_TRUE(counter.Increment(std::numeric_limits<std::int32_t>::min(), 1));
  EXPECT_FALSE(counter.Increment(std::numeric_limits<std::int32_t>::max(), 1));
  counter.Downscale(99);
  EXPECT_EQ(Text(counter), "{-1: 1}");
}

TEST(CircularBufferTest, DownscalesLikeAMap) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const auto size = std::uniform_int_distribution<std::size_t>(1, 20)(random);
    AdaptingCircularBufferCounter counter(size);
    const auto first = std::uniform_int_distribution<std::int32_t>(-300, 300)(random);
    const auto by = std::uniform_int_distribution<std::uint32_t>(0, 6)(random);
    std::map<std::int32_t, std::uint64_t> expected;
    for (int n = 0; n < 12; ++n) {
      const std::int32_t index =
          first + std::uniform_int_distribution<>(0, static_cast<int>(size) - 1)(random);
      ASSERT_TRUE(counter.Increment(index, 1));
      ++expected[index >> by];
    }
    counter.Downscale(by);
    for (std::int32_t i = -400; i <= 400; ++i) {
      const auto found = expected.find(i);
      ASSERT_EQ(counter.Get(i), found == expected.end() ? 0 : found->second) << round << " " << i;
    }
    ASSERT_EQ(counter.StartIndex(), expected.begin()->first);
    ASSERT_EQ(counter.EndIndex(), expected.rbegin()->first);
  }
}

}  // namespace circular_buffer_test
}  // namespace opentelemetry::sdk::metrics
