#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "tracebridge/state.h"

namespace {

TEST(RandomTest, DiffersBetweenThreadsAndCalls) {
  std::mutex mutex;
  std::set<std::uint64_t> seen;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) {
        const auto number = tracebridge_state_v1_random();
        const std::lock_guard<std::mutex> lock(mutex);
        seen.insert(number);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(seen.size(), 4000u);
}

TEST(RandomTest, FillsSeveralWordsAtOnce) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 100; ++i) {
    std::uint64_t words[3] = {};
    tracebridge_state_v1_random_fill(words, 3);
    seen.insert(words, words + 3);
  }
  EXPECT_EQ(seen.size(), 300u);
}

TEST(RandomTest, HasNoConstantBit) {
  std::uint64_t ever_set = 0;
  std::uint64_t always_set = ~std::uint64_t{0};
  for (int i = 0; i < 200; ++i) {
    const auto number = tracebridge_state_v1_random();
    ever_set |= number;
    always_set &= number;
  }
  EXPECT_EQ(ever_set, ~std::uint64_t{0});
  EXPECT_EQ(always_set, 0u);
}

}  // namespace
