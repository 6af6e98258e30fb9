#include "migration/tail/trace_store.h"

#include <gtest/gtest.h>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {
using std::chrono::milliseconds;

constexpr TraceStore::Time kStart{};

TraceStore::Time After(int ms) { return kStart + milliseconds(ms); }

StoreOptions Options() {
  StoreOptions options;
  options.quiet_for = milliseconds(100);
  options.incomplete_after = milliseconds(500);
  return options;
}

// Returns the finished traces as `trace:spans`, with a `+` when they were returned before.
std::string Text(const std::vector<const Trace*>& traces) {
  std::string text;
  for (const Trace* trace : traces) {
    text += (text.empty() ? "" : " ") + std::to_string(trace->trace_id.back()) + ":" +
            std::to_string(trace->spans.size()) + (trace->times_finished != 0 ? "+" : "");
  }
  return text;
}

TEST(TraceStoreTest, ATraceWithItsRootIsFinishedOnceItIsQuiet) {
  TraceStore store(Options());
  store.Add({MakeSpan(1, 0, "root"), MakeSpan(2, 1, "child")}, After(0));
  EXPECT_EQ(Text(store.TakeFinished(After(99))), "");
  EXPECT_EQ(Text(store.TakeFinished(After(100))), "1:2");
  EXPECT_EQ(Text(store.TakeFinished(After(1000))), "");
}

TEST(TraceStoreTest, EachSpanStartsTheQuietAnew) {
  TraceStore store(Options());
  store.Add({MakeSpan(1, 0, "root")}, After(0));
  store.Add({MakeSpan(2, 1, "child")}, After(90));
  EXPECT_EQ(Text(store.TakeFinished(After(189))), "");
  EXPECT_EQ(Text(store.TakeFinished(After(190))), "1:2");
}

TEST(TraceStoreTest, ATraceWithoutItsRootIsGivenMoreTime) {
  TraceStore store(Options());
  store.Add({MakeSpan(2, 1, "child")}, After(0));
  EXPECT_EQ(Text(store.TakeFinished(After(499))), "");
  EXPECT_EQ(Text(store.TakeFinished(After(500))), "1:1");
}

TEST(TraceStoreTest, ATraceWithAMissingParentIsGivenMoreTime) {
  TraceStore store(Options());
  store.Add({MakeSpan(1, 0, "root"), MakeSpan(3, 2, "grandchild")}, After(0));
  EXPECT_EQ(store.NextFinish(), After(500));
  store.Add({MakeSpan(2, 1, "child")}, After(10));
  EXPECT_EQ(store.NextFinish(), After(110));
}

TEST(TraceStoreTest, ALateSpanFinishesTheTraceAgain) {
  TraceStore store(Options());
  store.Add({MakeSpan(1, 0, "root")}, After(0));
  EXPECT_EQ(Text(store.TakeFinished(After(100))), "1:1");
  EXPECT_EQ(store.NextFinish(), std::nullopt);
  store.Add({MakeSpan(2, 1, "late")}, After(200));
  EXPECT_EQ(Text(store.TakeFinished(After(299))), "");
  EXPECT_EQ(Text(store.TakeFinished(After(300))), "1:2+");
}

TEST(TraceStoreTest, SpansThatAreSentAgainAreLeftOut) {
  TraceStore store(Options());
  store.Add({MakeSpan(1, 0, "root"), MakeSpan(2, 1, "child")}, After(0));
  store.TakeFinished(After(100));
  store.Add({MakeSpan(1, 0, "root"), MakeSpan(2, 1, "child")}, After(200));
  EXPECT_EQ(store.counts().duplicate_spans, 2u);
  EXPECT_EQ(store.counts().spans, 2u);
  EXPECT_EQ(Text(store.TakeUnfinished()), "");
}

TEST(TraceStoreTest, AnotherSpanWithTheSameIdIsKept) {
  TraceStore store(Options());
  store.Add({MakeSpan(1, 0, "client"), MakeSpan(1, 0, "server")}, After(0));
  EXPECT_EQ(Text(store.TakeUnfinished()), "1:2");
}

TEST(TraceStoreTest, TracesAreKeptApart) {
  TraceStore store(Options());
  store.Add({InTrace(2, MakeSpan(1, 0, "b")), InTrace(1, MakeSpan(1, 0, "a"))}, After(0));
  store.Add({InTrace(1, MakeSpan(2, 1, "c"))}, After(50));
  EXPECT_EQ(store.NextFinish(), After(100));
  EXPECT_EQ(Text(store.TakeFinished(After(100))), "2:1");
  EXPECT_EQ(store.NextFinish(), After(150));
  EXPECT_EQ(Text(store.TakeUnfinished()), "1:2");
  EXPECT_EQ(Text(store.All()), "2:1 1:2");
}

TEST(TraceStoreTest, TheOldestTracesMakeRoom) {
  StoreOptions options = Options();
  options.max_spans = 3;
  TraceStore store(options);
  for (uint8_t trace = 1; trace <= 5; ++trace) {
    store.Add({InTrace(trace, MakeSpan(1, 0, "root"))}, After(trace));
  }
  EXPECT_EQ(Text(store.All()), "3:1 4:1 5:1");
  EXPECT_EQ(store.counts().evicted_traces, 2u);
  EXPECT_EQ(store.counts().traces, 5u);
}

TEST(TraceStoreTest, TracesThatWereShownMakeRoomFirst) {
  StoreOptions options = Options();
  options.max_spans = 2;
  TraceStore store(options);
  store.Add({InTrace(1, MakeSpan(2, 1, "incomplete"))}, After(0));
  store.Add({InTrace(2, MakeSpan(1, 0, "root"))}, After(0));
  EXPECT_EQ(Text(store.TakeFinished(After(100))), "2:1");
  store.Add({InTrace(3, MakeSpan(1, 0, "root"))}, After(100));
  EXPECT_EQ(Text(store.All()), "1:1 3:1");
}

TEST(TraceStoreTest, LargeSpansMakeRoomByTheirSize) {
  StoreOptions options = Options();
  options.max_bytes = 100'000;
  TraceStore store(options);
  for (uint8_t trace = 1; trace <= 10; ++trace) {
    Span span = InTrace(trace, MakeSpan(1, 0, "root"));
    span.attributes = {{"payload", {std::string(20'000, 'x')}}};
    store.Add({span}, After(0));
  }
  EXPECT_EQ(Text(store.All()), "7:1 8:1 9:1 10:1");
}

TEST(TraceStoreTest, OneTraceCannotFillTheStore) {
  StoreOptions options = Options();
  options.max_spans_of_trace = 2;
  options.max_bytes = 10'000;
  TraceStore store(options);
  store.Add({MakeSpan(1, 0, "a"), MakeSpan(2, 1, "b"), MakeSpan(3, 1, "c")}, After(0));
  EXPECT_EQ(store.counts().dropped_spans, 1u);
  Span huge = InTrace(2, MakeSpan(1, 0, "huge"));
  huge.events = {{0, std::string(6000, 'x'), {}, 0}};
  store.Add({huge}, After(0));
  EXPECT_EQ(store.counts().dropped_spans, 2u);
  EXPECT_EQ(Text(store.TakeUnfinished()), "1:2");
}

}  // namespace
}  // namespace tracebridge::tail
