#include "otel_core/exporters/otlp/src/http/backoff.h"

#include <gtest/gtest.h>

namespace tracebridge::otlp {
namespace {

using std::chrono::milliseconds;

TEST(BackoffTest, GrowsToItsLimit) {
  Backoff backoff(RetryPolicy{});
  EXPECT_EQ(backoff.Next(1), milliseconds(1000));
  EXPECT_EQ(backoff.Next(1), milliseconds(1500));
  EXPECT_EQ(backoff.Next(1), milliseconds(2250));
  EXPECT_EQ(backoff.Next(1), milliseconds(3375));
  EXPECT_EQ(backoff.Next(1), milliseconds(5000));
  EXPECT_EQ(backoff.Next(1), milliseconds(5000));
}

TEST(BackoffTest, IsAShareOfTheLimit) {
  Backoff backoff(RetryPolicy{});
  EXPECT_EQ(backoff.Next(0), milliseconds(0));
  EXPECT_EQ(backoff.Next(0.5), milliseconds(750));
}

TEST(BackoffTest, NeverExceedsTheLimitFromTheStart) {
  RetryPolicy policy;
  policy.initial_backoff = std::chrono::seconds(60);
  Backoff backoff(policy);
  EXPECT_EQ(backoff.Next(1), milliseconds(5000));
}

}  // namespace
}  // namespace tracebridge::otlp
