#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "tracebridge/state.h"

namespace {

TEST(ObjectsTest, AreMadeOnceByName) {
  static int made = 0;
  const auto make = []() -> void* { return new int(++made); };
  void* first = tracebridge_state_v1_object("objects_test.a", make);
  EXPECT_EQ(tracebridge_state_v1_object("objects_test.a", make), first);
  EXPECT_NE(tracebridge_state_v1_object("objects_test.b", make), first);
  EXPECT_EQ(made, 2);
}

TEST(ObjectsTest, AreNullWhenTheyCannotBeMade) {
  const auto fails = []() -> void* { throw std::runtime_error("no"); };
  EXPECT_EQ(tracebridge_state_v1_object("objects_test.c", fails), nullptr);
  const auto works = []() -> void* { return new int(7); };
  EXPECT_NE(tracebridge_state_v1_object("objects_test.c", works), nullptr);
}

TEST(ObjectsTest, AreTheSameForEveryThread) {
  const auto make = []() -> void* { return new int(0); };
  void* seen[4] = {};
  std::thread threads[4];
  for (int i = 0; i < 4; ++i) {
    threads[i] =
        std::thread([&, i] { seen[i] = tracebridge_state_v1_object("objects_test.d", make); });
  }
  for (auto& thread : threads) thread.join();
  for (void* object : seen) EXPECT_EQ(object, seen[0]);
}

}  // namespace
