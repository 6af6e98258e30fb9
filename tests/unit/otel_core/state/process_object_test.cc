#include "otel_core/state/src/process_object.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <utility>

#include "tests/support/forked.h"

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

// A class each; few, as ThreadSanitizer follows 64 locks of a thread.
template <std::size_t kNumber>
struct Held : LockedInForks {};

// The lock of each that there is, or null.
std::atomic<std::mutex*> locks[16];

template <std::size_t... kNumbers>
void MakeAll(std::index_sequence<kNumbers...> /*numbers*/) {
  const auto make = [](std::size_t number, LockedInForks* made) {
    locks[number] = &made->mutex;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // others fork
  };
  (make(kNumbers, ProcessObjectHeldInForks<Held<kNumbers>>(
                      ("process_object_test.held/" + std::to_string(kNumbers)).c_str())),
   ...);
}

struct Steps : LockedInForks {
  void InParent() {
    ++in_parent;
    LockedInForks::InParent();
  }
  void InChild() {
    ++in_child;
    LockedInForks::InChild();
  }
  int in_parent = 0;
  int in_child = 0;
};

TEST(ProcessObjectTest, IsHeldInForks) {
  auto* const steps = ProcessObjectHeldInForks<Steps>("process_object_test.d");
  ASSERT_NE(steps, nullptr);
  EXPECT_EQ(ProcessObjectHeldInForks<Steps>("process_object_test.d"), steps);
  EXPECT_TRUE(test::InChild(
      [&] { return steps->in_child == 1 && steps->in_parent == 0 && steps->mutex.try_lock(); }));
  EXPECT_EQ(steps->in_parent, 1);
  EXPECT_EQ(steps->in_child, 0);
  EXPECT_TRUE(steps->mutex.try_lock());
  steps->mutex.unlock();
}

// Objects are made by one thread while another forks, whose children find the locks of those that there are free.
TEST(ProcessObjectTest, IsFreeInAChildThatIsForkedWhileOthersAreMade) {
  std::atomic<bool> stop{false};
  std::thread maker([&] {
    MakeAll(std::make_index_sequence<16>());
    while (!stop) std::this_thread::yield();  // one that has ended is a leak to ThreadSanitizer
  });
  while (locks[15] == nullptr) {
    EXPECT_TRUE(test::InChild([] {
      return std::all_of(std::begin(locks), std::end(locks), [](const auto& lock) {
        return lock == nullptr || lock.load()->try_lock();
      });
    }));
  }
  stop = true;
  maker.join();
}

struct Unmakable : LockedInForks {
  Unmakable() { throw std::bad_alloc(); }
};

TEST(ProcessObjectTest, IsNullWithoutMemory) {
  EXPECT_EQ(ProcessObjectHeldInForks<Unmakable>("process_object_test.e"), nullptr);
  EXPECT_THROW(OrThrow<Unmakable>(nullptr), std::bad_alloc);
  EXPECT_TRUE(test::InChild([] { return true; }));
}

}  // namespace
}  // namespace tracebridge::state
