#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "tracebridge/state.h"

namespace {

TEST(ThreadTest, NumbersOfEndedThreadsAreGivenAgain) {
  const unsigned mine = tracebridge_state_v1_thread_number();
  EXPECT_EQ(tracebridge_state_v1_thread_number(), mine);
  unsigned highest = 0;
  for (int i = 0; i < 50; ++i) {
    std::thread([&] {
      const unsigned number = tracebridge_state_v1_thread_number();
      EXPECT_NE(number, mine);
      highest = std::max(highest, number);
    }).join();
  }
  EXPECT_LT(highest, 50u);
}

}  // namespace
