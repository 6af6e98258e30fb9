#include "otel_core/exporters/otlp/src/http/retrying_connection.h"

#include <gtest/gtest.h>

#include "tests/unit/otel_core/exporters/otlp/test_collector.h"

namespace tracebridge::otlp {
namespace retrying_connection_test {
namespace {

RetryPolicy AtOnce(std::uint32_t max_attempts) {
  RetryPolicy policy;
  policy.max_attempts = max_attempts;
  policy.initial_backoff = policy.max_backoff = std::chrono::duration<double>(0);
  return policy;
}

Attempt Post(const TestCollector& collector, std::uint32_t max_attempts) {
  ConnectionOptions options;
  options.url = collector.url();
  Cancellation cancellation;
  RetryingConnection connection(options, AtOnce(max_attempts));
  return connection.Post("body", TimePoint::max(), &cancellation);
}

TEST(RetryingConnectionTest, SendsAgainOverTheSameConnection) {
  TestCollector collector({Respond("503 Service Unavailable")});
  EXPECT_EQ(Post(collector, 2).verdict, Verdict::kDelivered);
  ASSERT_EQ(collector.requests().size(), 2u);
  EXPECT_EQ(collector.requests()[1].body, "body");
  EXPECT_EQ(collector.connections(), 1);
}

TEST(RetryingConnectionTest, GivesUpAfterAsManyAttemptsAsThePolicyAllows) {
  TestCollector collector({Respond("503 Service Unavailable"), Respond("503 Service Unavailable")});
  EXPECT_EQ(Post(collector, 2).verdict, Verdict::kTransient);
  EXPECT_EQ(collector.requests().size(), 2u);
}

TEST(RetryingConnectionTest, ConnectsToNothingBeforeItHasABody) {
  TestCollector collector;
  ConnectionOptions options;
  options.url = collector.url();
  const RetryingConnection connection(options);
  EXPECT_EQ(collector.connections(), 0);
}

}  // namespace
}  // namespace retrying_connection_test
}  // namespace tracebridge::otlp
