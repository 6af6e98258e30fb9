#include "otel_core/exporters/common/per_process.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "tests/support/forked.h"

namespace tracebridge::exporters {
namespace {

struct Counted {
  explicit Counted(int* alive_now) : alive(alive_now) { ++*alive; }
  ~Counted() { --*alive; }
  int* const alive;
};

TEST(PerProcessTest, MakesOneAndDestroysIt) {
  int alive = 0;
  {
    PerProcess<Counted> state;
    Counted* const first = state.Get(&alive);
    EXPECT_EQ(state.Get(&alive), first);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

TEST(PerProcessTest, IsAnotherInAForkedChild) {
  int alive = 0;
  PerProcess<Counted> state;
  Counted* const parents = state.Get(&alive);
  EXPECT_TRUE(test::InChild([&] { return state.Get(&alive) != parents && alive == 2; }));
  EXPECT_EQ(state.Get(&alive), parents);
}

struct Plain {};

TEST(PerProcessTest, IsOneForAllThreads) {
  PerProcess<Plain> state;
  std::vector<Plain*> seen(8);
  std::vector<std::thread> threads;
  for (Plain*& slot : seen) threads.emplace_back([&state, &slot] { slot = state.Get(); });
  for (std::thread& thread : threads) thread.join();
  for (Plain* const plain : seen) EXPECT_EQ(plain, state.Get());
}

}  // namespace
}  // namespace tracebridge::exporters
