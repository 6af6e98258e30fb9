#include "migration/wire/other_parents.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "otel_core/propagators/remote_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::wire::other_parents_test {
namespace {

using opentelemetry::trace::SpanContext;
using opentelemetry::trace::TraceFlags;

SpanContext Parent(std::uint64_t trace, std::uint64_t span) {
  return SpanContext(propagators::MakeTraceId(0, trace), propagators::MakeSpanId(span),
                     TraceFlags(1), /*is_remote=*/true);
}

// `formats`, one character a context: "ab" are two.
OtherParents Others(const std::string& formats) {
  OtherParents others;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    others[i].context = Parent(9, i + 1);
    others[i].format[0] = formats[i];
  }
  return others;
}

std::string Taken(const SpanContext& parent) {
  std::string formats;
  TakeOthers(parent, [&](const OtherParent& other) { formats += other.format.data(); });
  return formats;
}

// Span ids with one place: their upper and lower halves differ in the same bits.
constexpr std::uint64_t kFirst = 0x0000000100000001;
constexpr std::uint64_t kSamePlace = 0x0000000200000002;

TEST(OtherParentsTest, WaitForTheFirstSpanOfTheirParent) {
  EXPECT_EQ(Remember(Parent(1, kFirst), Others("ab")), 0u);
  EXPECT_EQ(Taken(Parent(1, kSamePlace)), "");
  EXPECT_EQ(Taken(Parent(2, kFirst)), "");
  EXPECT_EQ(Taken(Parent(1, kFirst)), "ab");
  EXPECT_EQ(Taken(Parent(1, kFirst)), "");
}

TEST(OtherParentsTest, AreLostWhenANewerRequestNeedsTheirPlace) {
  EXPECT_EQ(Remember(Parent(1, kFirst), Others("abc")), 0u);
  EXPECT_EQ(Remember(Parent(1, kSamePlace), Others("d")), 3u);
  EXPECT_EQ(Taken(Parent(1, kFirst)), "");
  EXPECT_EQ(Taken(Parent(1, kSamePlace)), "d");
}

TEST(OtherParentsTest, AreLostAndCountedOnceWhenTheirPlaceStaysHeld) {
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  EXPECT_EQ(Remember(Parent(1, kFirst), Others("ab")), 0u);
  {
    const HeldPlace held(Parent(1, kFirst));
    ASSERT_TRUE(held);
    EXPECT_EQ(Taken(Parent(1, kSamePlace)), "");
    EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before) << "nobody waits for that span";
    EXPECT_EQ(Taken(Parent(1, kFirst)), "");
    EXPECT_EQ(Remember(Parent(1, kSamePlace), Others("c")), 1u);
  }
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 2);
  EXPECT_EQ(Taken(Parent(1, kFirst)), "");
  EXPECT_EQ(Remember(Parent(1, kSamePlace), Others("d")), 0u) << "those were counted";
  EXPECT_EQ(Taken(Parent(1, kSamePlace)), "d");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 2);
}

// Two threads, one place: whatever happens to a context, it happens once.
TEST(OtherParentsTest, AreLinkedOrCountedWhateverTheThreadsDo) {
  constexpr std::size_t kRequests = 20000;
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  std::size_t linked[2] = {};
  std::size_t lost[2] = {};
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < 2; ++thread) {
    threads.emplace_back([&, thread] {
      const SpanContext parent = Parent(1, thread == 0 ? kFirst : kSamePlace);
      for (std::size_t i = 0; i < kRequests; ++i) {
        lost[thread] += Remember(parent, Others(thread == 0 ? "ab" : "c"));
        linked[thread] += Taken(parent).size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::size_t waiting = Taken(Parent(1, kFirst)).size() + Taken(Parent(1, kSamePlace)).size();
  EXPECT_EQ(linked[0] + linked[1] + lost[0] + lost[1] + waiting +
                (Counted(Diagnostic::kHeaderFieldDropped) - before),
            3 * kRequests);
}

}  // namespace
}  // namespace tracebridge::wire::other_parents_test
