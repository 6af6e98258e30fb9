#include "opentelemetry/common/timestamp.h"

#include <gtest/gtest.h>

#include <chrono>

namespace opentelemetry::common {
namespace {

using std::chrono::microseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

template <class T>
class TimestampTest : public testing::Test {};

template <class T, class C>
struct Pair {
  using Timestamp = T;
  using Clock = C;
};
using Clocks =
    testing::Types<Pair<SystemTimestamp, system_clock>, Pair<SteadyTimestamp, steady_clock>>;
TYPED_TEST_SUITE(TimestampTest, Clocks);

TYPED_TEST(TimestampTest, KeepsNanoseconds) {
  using Timestamp = typename TypeParam::Timestamp;
  using Clock = typename TypeParam::Clock;
  EXPECT_EQ(Timestamp().time_since_epoch(), nanoseconds(0));
  EXPECT_EQ(Timestamp(microseconds(5)).time_since_epoch(), nanoseconds(5000));
  const typename Clock::time_point point(nanoseconds(1'600'000'000'123'456'789));
  const Timestamp stamp = point;
  const typename Clock::time_point back = stamp;
  EXPECT_EQ(back, point);
  EXPECT_TRUE(stamp == Timestamp(nanoseconds(1'600'000'000'123'456'789)));
  EXPECT_TRUE(stamp != Timestamp());
}

TEST(DurationUtilTest, AvoidsOverflowOfTheClocks) {
  const auto wait = [](auto timeout) {
    return DurationUtil::AdjustWaitForTimeout(timeout, decltype(timeout)::zero());
  };
  EXPECT_EQ(wait(seconds(5)), seconds(5));
  EXPECT_EQ(wait(microseconds::max()), microseconds(0));
  EXPECT_EQ(wait(nanoseconds::max() - nanoseconds(1)), nanoseconds(0));
}

}  // namespace
}  // namespace opentelemetry::common
