#include "shims/opentracing/clock_offset.h"

#include <gtest/gtest.h>

namespace tracebridge::opentracing_shim {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// An offset that is asked at some time, with what a measurement would say then.
class ClockOffsetTest : public ::testing::Test {
 protected:
  nanoseconds At(nanoseconds steady, nanoseconds measured) {
    return offset_.At(steady, [&] {
      ++measurements_;
      return measured;
    });
  }

  ClockOffset offset_;
  int measurements_ = 0;
};

TEST_F(ClockOffsetTest, StaysWhileItIsRightToAMicrosecond) {
  EXPECT_EQ(At(milliseconds{20}, nanoseconds{5'000'000}), nanoseconds{5'000'000});
  EXPECT_EQ(At(milliseconds{40}, nanoseconds{5'000'040}), nanoseconds{5'000'000});
  EXPECT_EQ(At(milliseconds{60}, nanoseconds{5'001'000}), nanoseconds{5'000'000});
  EXPECT_EQ(At(milliseconds{80}, nanoseconds{4'999'000}), nanoseconds{5'000'000});
  EXPECT_EQ(measurements_, 4);
}

TEST_F(ClockOffsetTest, FollowsAClockThatIsSet) {
  At(milliseconds{20}, nanoseconds{5'000'000});
  EXPECT_EQ(At(milliseconds{40}, nanoseconds{5'001'001}), nanoseconds{5'001'001});
  EXPECT_EQ(At(milliseconds{60}, nanoseconds{5'001'500}), nanoseconds{5'001'001});
  EXPECT_EQ(At(milliseconds{80}, nanoseconds{-7'000'000}), nanoseconds{-7'000'000});
}

TEST_F(ClockOffsetTest, IsMeasuredOnceInTenMilliseconds) {
  At(milliseconds{20}, nanoseconds{5'000'000});
  EXPECT_EQ(At(milliseconds{29}, nanoseconds{9'000'000}), nanoseconds{5'000'000});
  EXPECT_EQ(At(milliseconds{11}, nanoseconds{9'000'000}), nanoseconds{5'000'000});
  EXPECT_EQ(measurements_, 1);
  EXPECT_EQ(At(milliseconds{30}, nanoseconds{9'000'000}), nanoseconds{9'000'000});
  EXPECT_EQ(At(milliseconds{20}, nanoseconds{5'000'000}), nanoseconds{5'000'000});
  EXPECT_EQ(measurements_, 3);
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
