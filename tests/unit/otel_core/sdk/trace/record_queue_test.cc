#include "otel_core/sdk/src/trace/record_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/sdk/trace/span_record.h"
#include "otel_core/sdk/src/trace/recordable_access.h"

namespace tracebridge {
namespace {

using opentelemetry::sdk::trace::Recordable;
using opentelemetry::sdk::trace::RecordableAccess;
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

// What a user's exporter may make: the Recordable in it lies eight bytes behind what operator new returned.
struct BaseOfAUser {
  virtual ~BaseOfAUser() = default;
};
class RecordOfAUser final : public BaseOfAUser, public Recordable {
 public:
  void SetIdentity(const opentelemetry::trace::SpanContext&,
                   opentelemetry::trace::SpanId) noexcept override {}
  void SetAttribute(opentelemetry::nostd::string_view,
                    const opentelemetry::common::AttributeValue&) noexcept override {}
  void AddEvent(opentelemetry::nostd::string_view, opentelemetry::common::SystemTimestamp,
                const opentelemetry::common::KeyValueIterable&) noexcept override {}
  void AddLink(const opentelemetry::trace::SpanContext&,
               const opentelemetry::common::KeyValueIterable&) noexcept override {}
  void SetStatus(opentelemetry::trace::StatusCode,
                 opentelemetry::nostd::string_view) noexcept override {}
  void SetName(opentelemetry::nostd::string_view) noexcept override {}
  void SetSpanKind(opentelemetry::trace::SpanKind) noexcept override {}
  void SetResource(const opentelemetry::sdk::resource::Resource&) noexcept override {}
  void SetStartTime(opentelemetry::common::SystemTimestamp) noexcept override {}
  void SetDuration(std::chrono::nanoseconds) noexcept override {}
  void SetInstrumentationScope(
      const opentelemetry::sdk::instrumentationscope::InstrumentationScope&) noexcept override {}
};

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

TEST(RecordQueueTest, HoldsRecordsThatAreAlignedToEightBytesOnly) {
  RecordQueue queue(100, 8);
  std::vector<const Recordable*> pushed;
  for (int i = 0; i < 20; ++i) {
    std::unique_ptr<Recordable> record = std::make_unique<RecordOfAUser>();
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(record.get()) % 16, 8u);
    pushed.push_back(record.get());
    ASSERT_TRUE(IsQueued(queue.Push(record)));
  }
  std::vector<std::unique_ptr<Recordable>> popped;
  queue.Collect();
  queue.Pop(100, &popped);
  ASSERT_EQ(popped.size(), pushed.size());
  for (std::size_t i = 0; i < popped.size(); ++i) EXPECT_EQ(popped[i].get(), pushed[i]);
  EXPECT_EQ(queue.size(), 0u);
}

// Records come back at the addresses they had, credit is spent, reclaimed and returned, all on one list.
TEST(RecordQueueTest, LosesNoRoomWhenThreadsShareAListThatIsCollectedMeanwhile) {
  constexpr int kThreads = 3, kRecords = 3000;
  RecordQueue queue(24, 8);
  std::atomic<int> pushed{0}, running{kThreads};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < kRecords; ++n) {
        std::unique_ptr<Recordable> record = SpanRecord::Create();
        // Now and then on a list of its own, which is left with credit.
        RecordableAccess::lane(*record) = static_cast<std::uint8_t>(n % 16 == 0 ? i + 1 : 0);
        pushed += IsQueued(queue.Push(record)) ? 1 : 0;
      }
      --running;
    });
  }
  std::size_t popped = 0;
  while (running.load() != 0) popped += PopAll(queue);
  for (auto& thread : threads) thread.join();
  popped += PopAll(queue);
  EXPECT_EQ(popped, static_cast<std::size_t>(pushed.load()));
  EXPECT_EQ(queue.size(), 0u);
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

// What a busy thread ends fills every batch: other threads' spans must get in all the same.
TEST(RecordQueueTest, TakesFromEveryThreadInTurn) {
  RecordQueue queue(1000, 8);
  queue.UseWire();
  const auto push = [&queue](const char* name) {
    std::unique_ptr<Recordable> record = SpanRecord::Create();
    record->SetName(name);
    ASSERT_TRUE(IsQueued(queue.Push(record)));
  };
  const auto push_many = [&push] {
    for (int i = 0; i < 20; ++i) push("busy");
  };
  push_many();  // before the other threads: theirs are other lanes, whatever their numbers
  std::atomic<bool> is_over{false};
  std::atomic<int> pushed{0};
  std::vector<std::thread> others;
  for (int i = 0; i < 3; ++i) {
    others.emplace_back([&] {
      push("rare");
      ++pushed;
      while (!is_over) std::this_thread::yield();
    });
  }
  push(std::string(2 * 4096, 'x').c_str());  // too large for a lane
  while (pushed < 3) std::this_thread::yield();

  std::string rare;
  for (int i = 0; i < 5; ++i) {
    queue.Collect();
    opentelemetry::sdk::trace::WireBatch batch;
    EXPECT_EQ(queue.PopWire(8, &batch), 8u);
    for (const auto& group : batch.groups) {
      for (const char* name : {"rare", "xxxx"}) {
        for (std::size_t at = group.spans.find(name); at != std::string::npos;
             at = group.spans.find(name, at + (*name == 'x' ? 2 * 4096 : 4))) {
          rare += *name;
        }
      }
    }
    push_many();
  }
  is_over = true;
  for (std::thread& other : others) other.join();
  std::sort(rare.begin(), rare.end());
  EXPECT_EQ(rare, "rrrx");
}

}  // namespace
}  // namespace tracebridge
