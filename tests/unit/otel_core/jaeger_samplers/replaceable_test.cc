#include "otel_core/jaeger_samplers/src/replaceable.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace tracebridge::jaeger::replaceable_test {
namespace {

// Whoever still uses it after it was destroyed sees a 0, or is told by a sanitizer.
struct Number {
  explicit Number(int the_value) : value(the_value) {}
  ~Number() { value = 0; }
  int value;
};

TEST(ReplaceableTest, IsReplacedWhileThreadsUseIt) {
  Replaceable<Number> number(std::make_unique<Number>(1));
  std::atomic<bool> stop{false};
  std::atomic<int> zeros{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!stop) zeros += number.Use([](Number& n) { return n.value == 0; });
    });
  }
  for (int i = 2; i < 2000; ++i) number.Replace(std::make_unique<Number>(i));
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(zeros, 0);
  EXPECT_EQ(number.Use([](Number& n) { return n.value; }), 1999);
}

}  // namespace
}  // namespace tracebridge::jaeger::replaceable_test
