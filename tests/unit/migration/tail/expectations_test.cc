#include "migration/tail/expectations.h"

#include <gtest/gtest.h>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {

std::string Judge(const Expectations& expectations, const std::vector<Trace>& traces,
                  StoreCounts counts = {}) {
  std::vector<const Trace*> pointers;
  for (const Trace& trace : traces) pointers.push_back(&trace);
  counts.traces = traces.size() + counts.evicted_traces;
  std::string text;
  for (const std::string& sentence : Unmet(expectations, pointers, counts)) text += sentence + "\n";
  return text;
}

const Trace kWhole = MakeTrace({MakeSpan(1, 0, "a", {}, "opentracing-shim"),
                                MakeSpan(2, 1, "b", {}, "opencensus-shim", "auth")});

TEST(ExpectationsTest, NoneAreMetByAnything) { EXPECT_EQ(Judge({}, {}), ""); }

TEST(ExpectationsTest, OneTraceIsOneTree) {
  Expectations expected;
  expected.one_trace = true;
  EXPECT_EQ(Judge(expected, {kWhole}), "");
  EXPECT_EQ(Judge(expected, {}), "traces: expected 1, found 0\n");
  EXPECT_EQ(Judge(expected, {kWhole, kWhole}), "traces: expected 1, found 2\n");
  EXPECT_EQ(Judge(expected, {MakeTrace({MakeSpan(1, 0, "a"), MakeSpan(2, 9, "b")})}),
            "parents that were not received in trace 00000000000000000000000000000001: "
            "expected 0, found 1\n");
  EXPECT_EQ(Judge(expected, {MakeTrace({MakeSpan(1, 0, "a"), MakeSpan(2, 0, "b")})}),
            "roots in trace 00000000000000000000000000000001: expected 1, found 2\n");
}

TEST(ExpectationsTest, SeveralTracesAreATreeEach) {
  Expectations expected;
  expected.traces = 2;
  EXPECT_EQ(Judge(expected, {kWhole, kWhole}), "");
  EXPECT_EQ(Judge(expected, {kWhole}), "traces: expected 2, found 1\n");
  EXPECT_NE(Judge(expected, {kWhole, MakeTrace({MakeSpan(2, 9, "b")})}), "");
}

TEST(ExpectationsTest, EachTraceHasEnough) {
  Expectations expected;
  expected.spans = 2;
  expected.apis = 2;
  expected.services = 2;
  EXPECT_EQ(Judge(expected, {kWhole}), "");
  EXPECT_EQ(Judge(expected, {}), "traces: expected 1 or more, found 0\n");
  EXPECT_EQ(Judge(expected, {MakeTrace({MakeSpan(1, 0, "a")})}),
            "spans in trace 00000000000000000000000000000001: expected 2 or more, found 1\n"
            "APIs in trace 00000000000000000000000000000001: expected 2 or more, found 1\n"
            "services in trace 00000000000000000000000000000001: expected 2 or more, found 1\n");
}

TEST(ExpectationsTest, AnEvictedTraceMeetsNone) {
  Expectations expected;
  expected.spans = 2;
  StoreCounts counts;
  counts.evicted_traces = 1;
  EXPECT_EQ(Judge(expected, {kWhole}, counts),
            "traces evicted to save memory: expected 0, found 1\n");
}

}  // namespace
}  // namespace tracebridge::tail
