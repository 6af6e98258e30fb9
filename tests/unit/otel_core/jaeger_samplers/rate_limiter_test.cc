#include "otel_core/jaeger_samplers/src/rate_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace tracebridge::jaeger::rate_limiter_test {
namespace {

std::atomic<std::int64_t> now{0};  // ns
std::int64_t Now() noexcept { return now; }

constexpr std::int64_t kMillisecond = 1'000'000;

// Returns how many of ten are let through now, and after each pause in ms.
std::string Taken(double per_second, const std::vector<int>& pauses) {
  now = 0;
  RateLimiter limiter(per_second, Now);
  std::string text;
  const auto take_ten = [&] {
    int taken = 0;
    for (int i = 0; i < 10; ++i) taken += limiter.Take();
    text += (text.empty() ? "" : " ") + std::to_string(taken);
  };
  take_ten();
  for (const int pause : pauses) {
    now += pause * kMillisecond;
    take_ten();
  }
  return text;
}

// jaeger-client-cpp 0.9.0, utils/RateLimiter.h: what its balance would be.
TEST(RateLimiterTest, LetsThroughWhatItsClientDoes) {
  EXPECT_EQ(Taken(2, {0, 250, 250, 500, 10000}), "2 0 0 1 1 2");
  EXPECT_EQ(Taken(0.5, {1000, 1000, 60000}), "1 0 1 1");  // one whole credit is kept
  EXPECT_EQ(Taken(2.5, {400, 400, 10000}), "2 1 1 2");
  EXPECT_EQ(Taken(1000, {1}), "10 10");
}

TEST(RateLimiterTest, LetsOneThroughWithoutALimitAboveZero) {
  EXPECT_EQ(Taken(0, {1000000000}), "1 0");
  EXPECT_EQ(Taken(-1, {1000}), "1 0");
  EXPECT_EQ(Taken(1e-300, {1000}), "1 0");
  EXPECT_EQ(Taken(1e300, {}), "10");
}

TEST(RateLimiterTest, CopiesWhatIsLeft) {
  now = 0;
  RateLimiter limiter(2, Now);
  EXPECT_TRUE(limiter.Take());
  RateLimiter copy(limiter);
  EXPECT_TRUE(copy.Take());
  EXPECT_FALSE(copy.Take());
}

TEST(RateLimiterTest, LetsThreadsThroughOnceEach) {
  now = 0;
  RateLimiter limiter(1000, Now);
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 500; ++j) taken += limiter.Take();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1000);
}

}  // namespace
}  // namespace tracebridge::jaeger::rate_limiter_test
