#include "otel_core/exporters/otlp/src/http/cancellation.h"

#include <gtest/gtest.h>

#include <thread>

namespace tracebridge::otlp {
namespace {

TEST(CancellationTest, LetsAWaitPass) {
  Cancellation cancellation;
  EXPECT_TRUE(cancellation.Wait(std::chrono::nanoseconds(1)));
  EXPECT_FALSE(cancellation.cancelled());
}

TEST(CancellationTest, EndsAWaitOnAnotherThread) {
  Cancellation cancellation;
  std::thread waiting([&] { EXPECT_FALSE(cancellation.Wait(std::chrono::hours(1))); });
  cancellation.Cancel();
  waiting.join();
  EXPECT_TRUE(cancellation.cancelled());
  EXPECT_FALSE(cancellation.Wait(std::chrono::hours(1)));
}

TEST(CancellationTest, CallsWhoAskedForIt) {
  Cancellation cancellation;
  int calls = 0;
  cancellation.OnCancel([&calls] { ++calls; });
  cancellation.Cancel();
  cancellation.OnCancel(nullptr);
  cancellation.Cancel();
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace tracebridge::otlp
