#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <thread>
#include <utility>

#include "tracebridge/state.h"

namespace {

using tracebridge::state::Frame;
using tracebridge::state::Slot;
using tracebridge::state::Start;
using tracebridge::state::Ticket;

constexpr auto kStorage = static_cast<unsigned>(Slot::kContextStorage);

Ticket Attach(std::shared_ptr<void> span) {
  std::shared_ptr<const void> context;
  return tracebridge_state_v1_attach(&span, &context, 0, 0);
}

Start Begin() {
  Start start{};
  tracebridge_state_v1_start(&start);
  return start;
}

TEST(StartTest, AnswersWhatTheSingleFunctionsDo) {
  const Ticket ticket = Attach(std::make_shared<int>(1));
  const Start start = Begin();
  EXPECT_EQ(start.current, tracebridge_state_v1_top());
  EXPECT_EQ(start.current, tracebridge_state_v1_current());
  EXPECT_EQ(start.here.process, tracebridge_state_v1_process());
  EXPECT_EQ(start.here.thread_number, tracebridge_state_v1_thread_number());
  tracebridge_state_v1_detach(ticket);
  EXPECT_EQ(Begin().current, nullptr);
}

TEST(StartTest, DrawsOtherRandomWordsEachTime) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 100; ++i) {
    const Start start = Begin();
    seen.insert(start.random, start.random + 3);
  }
  EXPECT_EQ(seen.size(), 300u);
}

TEST(StartTest, SkipsAFrameThatWasClosedElsewhere) {
  const Ticket outer = Attach(std::make_shared<int>(1));
  const Ticket inner = Attach(std::make_shared<int>(2));
  std::thread([&] { tracebridge_state_v1_detach(inner); }).join();
  EXPECT_EQ(Begin().current, outer.frame);
  tracebridge_state_v1_detach(outer);
}

TEST(StartTest, KnowsWhereItIs) {
  const auto here = tracebridge_state_v1_here();
  std::thread([&] {
    const auto there = tracebridge_state_v1_here();
    EXPECT_NE(there.thread_number, here.thread_number);
    EXPECT_EQ(there.thread_number, tracebridge_state_v1_thread_number());
    EXPECT_EQ(there.process, here.process);
  }).join();
}

TEST(CurrentTest, IsNoFrameOnAThreadThatAttachedNothing) {
  std::thread([] { EXPECT_EQ(tracebridge_state_v1_current(), nullptr); }).join();
}

TEST(CurrentTest, HasNoSpanWhileTheProgramKeepsContextsItself) {
  const Ticket ticket = Attach(std::make_shared<int>(1));
  const std::shared_ptr<void> storage = std::make_shared<int>(2);
  tracebridge_state_v1_set(kStorage, &storage);
  const Frame* current = tracebridge_state_v1_current();
  ASSERT_NE(current, nullptr);
  EXPECT_EQ(current->span, nullptr);
  EXPECT_EQ(Begin().current, current);
  const std::shared_ptr<void> none;
  tracebridge_state_v1_set(kStorage, &none);
  EXPECT_EQ(tracebridge_state_v1_current(), ticket.frame);
  tracebridge_state_v1_detach(ticket);
}

}  // namespace
