#include "migration/wire/peers.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/context/runtime_context.h"
#include "tracebridge/peer.h"

namespace tracebridge::wire::peers_test {
namespace {

using opentelemetry::context::Context;

TEST(PeersTest, AreTheInnermostScopes) {
  EXPECT_EQ(PeerName(PeerOf(Context())), "unknown");
  const PeerScope outer("outer");
  {
    const PeerScope inner("inner");
    EXPECT_EQ(PeerName(PeerOf(Context())), "inner");
  }
  EXPECT_EQ(PeerName(PeerOf(Context())), "outer");
  EXPECT_EQ(PeerName(PeerOf(WithPeer(Context(), PeerNumber("explicit")))), "explicit");
}

TEST(PeersTest, KeepOneNumberOnAllThreads) {
  std::vector<std::size_t> numbers(8);
  std::vector<std::thread> threads;
  for (std::size_t& number : numbers) {
    threads.emplace_back([&number] { number = PeerNumber("same"); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t number : numbers) EXPECT_EQ(number, PeerNumber("same"));
  EXPECT_EQ(PeerName(PeerNumber("same")), "same");
}

// Two peers with one name would be one row in the counters, and the other lost.
TEST(PeersTest, HaveNoSecondNumberForTheNamesOfThoseWithout) {
  EXPECT_EQ(PeerNumber("unknown"), kUnknownPeer);
  EXPECT_EQ(PeerNumber(""), kUnknownPeer);
  EXPECT_EQ(PeerNumber("other"), kOtherPeer);
}

// In a process of its own, for places are never given back.
TEST(PeersTest, AreBounded) {
  const auto fill = [] {
    for (int i = 0; i < 1000; ++i) PeerNumber("peer " + std::to_string(i));
    std::exit(PeerNumber("one too many") == kOtherPeer && PeerName(kOtherPeer) == "other" ? 0 : 1);
  };
  EXPECT_EXIT(fill(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace tracebridge::wire::peers_test
