#include "otel_core/state/src/process_object.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace tracebridge::state {
namespace {

struct Counted {
  Counted() { ++alive; }
  ~Counted() { --alive; }
  static std::atomic<int> alive;
};
std::atomic<int> Counted::alive{0};

TEST(ProcessObjectTest, IsTheFirstThatWasOffered) {
  int first = 1;
  int second = 2;
  EXPECT_EQ(OfferProcessObject("process_object_test.a", &first), &first);
  EXPECT_EQ(OfferProcessObject("process_object_test.a", &second), &first);
  EXPECT_EQ(OfferProcessObject("process_object_test.b", &second), &second);
}

TEST(ProcessObjectTest, IsOneForAllThreadsThatMakeItAtOnce) {
  Counted* seen[8] = {};
  std::thread threads[8];
  for (int i = 0; i < 8; ++i) {
    threads[i] = std::thread([&, i] { seen[i] = ProcessObject<Counted>("process_object_test.c"); });
  }
  for (auto& thread : threads) thread.join();
  for (const Counted* object : seen) EXPECT_EQ(object, seen[0]);
  EXPECT_EQ(Counted::alive, 1);
}

}  // namespace
}  // namespace tracebridge::state
