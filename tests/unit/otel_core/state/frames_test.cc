#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge {
namespace {

state::Ticket Attach(std::shared_ptr<void> span) {
  std::shared_ptr<const void> context;
  return tracebridge_state_v1_attach(&span, &context, 0, 0);
}

state::Ticket Attach(const char* name) { return Attach(std::make_shared<std::string>(name)); }

bool Detach(state::Ticket ticket) { return tracebridge_state_v1_detach(ticket) != 0; }

std::string Current() {
  const state::Frame* top = tracebridge_state_v1_top();
  return top == nullptr ? "none" : *static_cast<const std::string*>(top->span.get());
}

TEST(FramesTest, NestAndRestore) {
  EXPECT_EQ(Current(), "none");
  const auto a = Attach("a");
  const auto b = Attach("b");
  EXPECT_EQ(Current(), "b");
  EXPECT_TRUE(Detach(b));
  EXPECT_EQ(Current(), "a");
  EXPECT_TRUE(Detach(a));
  EXPECT_EQ(Current(), "none");
}

TEST(FramesTest, EndedOutOfOrderKeepsTheInnerOneAndIsCounted) {
  const auto before = Counted(Diagnostic::kScopeOutOfOrder);
  const auto a = Attach("a");
  const auto b = Attach("b");
  EXPECT_TRUE(Detach(a));
  EXPECT_EQ(Current(), "b");
  EXPECT_TRUE(Detach(b));
  EXPECT_EQ(Current(), "none");
  EXPECT_EQ(Counted(Diagnostic::kScopeOutOfOrder), before + 1);
}

TEST(FramesTest, EveryOrderOfEndingLeavesNothingCurrent) {
  std::vector<int> order{0, 1, 2, 3};
  do {
    state::Ticket tickets[4];
    for (int i = 0; i < 4; ++i) tickets[i] = Attach(std::to_string(i).c_str());
    std::vector<bool> open(4, true);
    for (const int i : order) {
      EXPECT_TRUE(Detach(tickets[i]));
      open[static_cast<size_t>(i)] = false;
      std::string innermost = "none";
      for (size_t k = 0; k < 4; ++k) {
        if (open[k]) innermost = std::to_string(k);
      }
      EXPECT_EQ(Current(), innermost);
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(FramesTest, EndedTwiceIsRefusedAndCounted) {
  const auto before = Counted(Diagnostic::kScopeEndedTwice);
  const auto outer = Attach("outer");
  const auto a = Attach("a");
  EXPECT_TRUE(Detach(a));
  EXPECT_FALSE(Detach(a));
  const auto reuses_the_frame = Attach("b");
  EXPECT_FALSE(Detach(a));
  EXPECT_EQ(Current(), "b");
  EXPECT_EQ(Counted(Diagnostic::kScopeEndedTwice), before + 2);
  Detach(reuses_the_frame);
  Detach(outer);
}

TEST(FramesTest, EndedOnAnotherThreadNoLongerCounts) {
  const auto before = Counted(Diagnostic::kScopeOnOtherThread);
  const auto a = Attach("a");
  const auto b = Attach("b");
  std::thread([b] { EXPECT_TRUE(Detach(b)); }).join();
  EXPECT_EQ(Current(), "a");
  EXPECT_EQ(Counted(Diagnostic::kScopeOnOtherThread), before + 1);
  EXPECT_TRUE(Detach(a));
}

TEST(FramesTest, TicketOutlivesItsThread) {
  state::Ticket late{};
  std::weak_ptr<std::string> span;
  std::thread([&] {
    auto name = std::make_shared<std::string>("left open");
    span = name;
    late = Attach(std::move(name));
  }).join();
  EXPECT_TRUE(span.expired()) << "a thread that ends lets go of what it left open";
  EXPECT_FALSE(Detach(late));
}

TEST(FramesTest, LastOwnerMayAttachWhileItIsReleased) {
  struct AttachesWhenDestroyed {
    ~AttachesWhenDestroyed() { Detach(Attach("inside a destructor")); }
  };
  const auto a = Attach("a");
  const auto b = Attach(std::make_shared<AttachesWhenDestroyed>());
  EXPECT_TRUE(Detach(b));
  EXPECT_EQ(Current(), "a");
  EXPECT_TRUE(Detach(a));
}

TEST(FramesTest, ManyThreadsEndEachOthersScopes) {
  constexpr int kRounds = 2000;
  std::vector<state::Ticket> tickets(kRounds);
  std::atomic<int> published{0};
  std::thread other([&] {
    for (int i = 0; i < kRounds; ++i) {
      while (published.load(std::memory_order_acquire) <= i) std::this_thread::yield();
      Detach(tickets[static_cast<size_t>(i)]);
    }
  });
  for (int i = 0; i < kRounds; ++i) {
    tickets[static_cast<size_t>(i)] = Attach("x");
    published.store(i + 1, std::memory_order_release);
    Detach(Attach("inner"));
  }
  other.join();
  EXPECT_EQ(Current(), "none");
}

}  // namespace
}  // namespace tracebridge
