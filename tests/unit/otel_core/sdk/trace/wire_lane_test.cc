#include "otel_core/sdk/src/trace/wire_lane.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace tracebridge::sdk {
namespace {

using Ticket = WireLane::Ticket;

// Eight places at a time, without end.
Ticket TakeTicket(WireLane& lane) {
  return lane.TakeTicket([] { return 8; }, [](std::size_t) {});
}

bool Write(WireLane& lane, const std::string& text) {
  std::uint8_t* const bytes = lane.Reserve(text.size());
  const Ticket ticket = TakeTicket(lane);
  if (ticket != Ticket::kTaken && ticket != Ticket::kTakenWithRoom) return false;
  std::memcpy(bytes, text.data(), text.size());
  lane.Publish({nullptr, nullptr, text.size()});
  return true;
}

std::vector<std::string> ReadAll(WireLane& lane) {
  std::vector<std::string> texts;
  lane.Collect();
  while (const WireLane::Span* span = lane.Next()) texts.emplace_back(span->bytes(), span->size);
  return texts;
}

// Of all sizes, so that chunks end in every way.
std::string TextOf(std::size_t number) {
  return std::string(number * 37 % (WireLane::kLargest + 1), static_cast<char>('a' + number % 26));
}

TEST(WireLaneTest, HoldsNothingAtFirst) {
  WireLane lane;
  EXPECT_EQ(lane.Collect(), 0u);
  EXPECT_EQ(lane.Next(), nullptr);
}

TEST(WireLaneTest, IsReadInTheOrderInWhichItWasWritten) {
  WireLane lane;
  std::vector<std::string> written;
  for (std::size_t i = 0; i < 300; ++i) ASSERT_TRUE(Write(lane, written.emplace_back(TextOf(i))));
  EXPECT_EQ(ReadAll(lane), written);
}

TEST(WireLaneTest, ShowsWhatHadBeenPublishedWhenItWasCollected) {
  WireLane lane;
  Write(lane, "a");
  EXPECT_EQ(lane.Collect(), 1u);
  Write(lane, "b");
  ASSERT_NE(lane.Next(), nullptr);
  EXPECT_EQ(lane.Next(), nullptr);
  EXPECT_EQ(ReadAll(lane), std::vector<std::string>{"b"});
}

TEST(WireLaneTest, AsksForRoomWhenItsCreditIsSpent) {
  WireLane lane;
  std::size_t asked = 0;
  const auto take = [&](std::size_t places) {
    return lane.TakeTicket(
        [&] {
          ++asked;
          return places;
        },
        [](std::size_t) {});
  };
  EXPECT_EQ(take(0), Ticket::kRefused);
  EXPECT_EQ(take(3), Ticket::kTakenWithRoom);
  EXPECT_EQ(take(3), Ticket::kTaken);
  EXPECT_EQ(lane.Reclaim(), 1u);
  EXPECT_EQ(take(2), Ticket::kTakenWithRoom);
  EXPECT_EQ(asked, 3u);
}

TEST(WireLaneTest, RefusesOnceClosed) {
  WireLane lane;
  Write(lane, "before");
  lane.Close();
  EXPECT_FALSE(Write(lane, "after"));
  EXPECT_EQ(ReadAll(lane), std::vector<std::string>{"before"});
}

TEST(WireLaneTest, IsEmptyAndInUseAgainWhenAbandoned) {
  WireLane lane;
  Write(lane, "kept nowhere");
  static const std::uint8_t* left;  // as a forked child leaves it, and for the leak sanitizer
  left = lane.Reserve(0);
  lane.Abandon();
  EXPECT_NE(lane.Reserve(0), left);
  EXPECT_EQ(ReadAll(lane), std::vector<std::string>{});
  EXPECT_TRUE(Write(lane, "new"));
  EXPECT_EQ(ReadAll(lane), std::vector<std::string>{"new"});
}

TEST(WireLaneTest, IsReadWhileItIsWritten) {
  constexpr std::size_t kSpans = 20000;
  WireLane lane;
  std::thread writer([&] {
    for (std::size_t i = 0; i < kSpans; ++i) Write(lane, TextOf(i));
  });
  for (std::size_t read = 0; read != kSpans;) {
    for (const std::string& text : ReadAll(lane)) ASSERT_EQ(text, TextOf(read++));
    std::this_thread::yield();
  }
  writer.join();
}

TEST(WireLaneTest, LosesNothingWhileItCloses) {
  for (int round = 0; round < 200; ++round) {
    WireLane lane;
    std::atomic<std::size_t> written{0};
    std::thread writer([&] {
      while (Write(lane, "span")) written.fetch_add(1);
    });
    while (written.load() < 3) std::this_thread::yield();
    lane.Close();
    const std::size_t read = ReadAll(lane).size();
    writer.join();
    EXPECT_EQ(read, written.load());
  }
}

// A signal handler that ends the process may stand between a ticket and what it is for.
TEST(WireLaneTest, GivesUpWaitingForWhoNeverPublishes) {
  WireLane lane;
  Write(lane, "a");
  ASSERT_NE(TakeTicket(lane), Ticket::kClosed);
  EXPECT_EQ(lane.Close(), 1u);
  EXPECT_EQ(lane.Close(), 0u);
  EXPECT_EQ(ReadAll(lane), std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace tracebridge::sdk
