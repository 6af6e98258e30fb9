#include "otel_core/sdk/src/trace/record_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "opentelemetry/sdk/trace/span_record.h"

namespace tracebridge {
namespace {

using opentelemetry::sdk::trace::Recordable;
using opentelemetry::sdk::trace::RecordQueue;
using opentelemetry::sdk::trace::SpanRecord;

RecordQueue::Result Push(RecordQueue& queue) {
  std::unique_ptr<Recordable> record = SpanRecord::Create();
  return queue.Push(record);
}

bool IsQueued(RecordQueue::Result result) {
  return result == RecordQueue::Result::kQueued || result == RecordQueue::Result::kQueuedAndCounted;
}

std::size_t PopAll(RecordQueue& queue) {
  std::vector<std::unique_ptr<Recordable>> all;
  queue.Collect();
  queue.Pop(100000, &all);
  return all.size();
}

class RecordQueueBoundTest : public ::testing::TestWithParam<std::size_t> {};

TEST_P(RecordQueueBoundTest, HoldsExactlyItsSizeFromOneThread) {
  RecordQueue queue(GetParam(), 16);
  for (int round = 0; round < 3; ++round) {
    std::size_t held = 0;
    while (IsQueued(Push(queue))) ++held;
    EXPECT_EQ(held, GetParam());
    EXPECT_EQ(PopAll(queue), GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, RecordQueueBoundTest, ::testing::Values(1, 2, 63, 128, 2047, 2048));

TEST(RecordQueueTest, ReclaimsWhatOtherThreadsReserved) {
  RecordQueue queue(2048, 16);
  // Sixteen threads take a step each and use one of it.
  for (int i = 0; i < 16; ++i) {
    std::thread([&] { Push(queue); }).join();
  }
  std::size_t held = 16;
  while (IsQueued(Push(queue))) ++held;
  EXPECT_EQ(held, 2048u);
}

TEST(RecordQueueTest, NeverHoldsMoreThanItsSize) {
  RecordQueue queue(256, 2);
  std::atomic<int> pushed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) pushed += IsQueued(Push(queue)) ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(pushed.load(), 256);
  EXPECT_EQ(PopAll(queue), static_cast<std::size_t>(pushed.load()));
}

TEST(RecordQueueTest, RefusesOnceClosed) {
  RecordQueue queue(10, 1);
  Push(queue);
  queue.Close();
  EXPECT_EQ(Push(queue), RecordQueue::Result::kClosed);
  EXPECT_EQ(PopAll(queue), 1u);
}

TEST(RecordQueueTest, LosesNothingWhileItCloses) {
  for (int round = 0; round < 50; ++round) {
    RecordQueue queue(100000, 16);
    std::atomic<int> pushed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        while (IsQueued(Push(queue))) pushed.fetch_add(1);
      });
    }
    while (pushed.load() < 10) std::this_thread::yield();
    queue.Close();
    for (auto& thread : threads) thread.join();
    std::vector<std::unique_ptr<Recordable>> all;
    queue.Pop(100000, &all);
    EXPECT_EQ(all.size(), static_cast<std::size_t>(pushed.load()));
  }
}

TEST(RecordQueueTest, StartsAfreshWhenAbandoned) {
  RecordQueue queue(10, 1);
  std::unique_ptr<Recordable> record = SpanRecord::Create();
  Recordable* leaked = record.get();  // as in a forked child
  queue.Push(record);
  queue.Abandon();
  EXPECT_EQ(queue.size(), 0u);
  EXPECT_EQ(PopAll(queue), 0u);
  delete leaked;
}

}  // namespace
}  // namespace tracebridge
