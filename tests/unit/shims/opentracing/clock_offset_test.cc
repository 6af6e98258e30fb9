#include "shims/opentracing/clock_offset.h"

#include <gtest/gtest.h>

namespace tracebridge::opentracing_shim {
namespace {

using std::chrono::nanoseconds;

TEST(ClockOffsetTest, StaysWhileItIsRightToAMicrosecond) {
  ClockOffset offset;
  EXPECT_EQ(offset.Settle(nanoseconds{5'000'000}), nanoseconds{5'000'000});
  EXPECT_EQ(offset.Settle(nanoseconds{5'000'040}), nanoseconds{5'000'000});
  EXPECT_EQ(offset.Settle(nanoseconds{5'001'000}), nanoseconds{5'000'000});
  EXPECT_EQ(offset.Settle(nanoseconds{4'999'000}), nanoseconds{5'000'000});
}

TEST(ClockOffsetTest, FollowsAClockThatIsSet) {
  ClockOffset offset;
  offset.Settle(nanoseconds{5'000'000});
  EXPECT_EQ(offset.Settle(nanoseconds{5'001'001}), nanoseconds{5'001'001});
  EXPECT_EQ(offset.Settle(nanoseconds{5'001'500}), nanoseconds{5'001'001});
  EXPECT_EQ(offset.Settle(nanoseconds{-7'000'000}), nanoseconds{-7'000'000});
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
