// Trees are written as their rows: two dots a level, `?` a parent that was not received, `!` a ring
// that was broken, `=` an id that was there already, `'` the last of its siblings.
#include "migration/tail/trace_tree.h"

#include <gtest/gtest.h>

#include "migration/tail/origin.h"
#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {

std::string Text(const std::vector<TreeRow>& tree) {
  std::string text;
  for (const TreeRow& row : tree) {
    text += std::string(2 * row.depth, '.');
    text += row.span == nullptr ? "?" + std::to_string(row.span_id.back()) : row.span->name;
    text += row.breaks_cycle ? "!" : "";
    text += row.repeats_id ? "=" : "";
    text += row.last_sibling ? "' " : " ";
  }
  return text;
}

std::string Tree(const std::vector<Span>& spans) { return Text(BuildTree(spans)); }

TEST(TraceTreeTest, NoSpansAreNoRows) { EXPECT_EQ(Tree({}), ""); }

TEST(TraceTreeTest, ChildrenFollowTheirParentByStartTime) {
  EXPECT_EQ(Tree({MakeSpan(4, 2, "d", {2, 3}), MakeSpan(3, 1, "c", {5, 6}),
                  MakeSpan(2, 1, "b", {1, 4}), MakeSpan(1, 0, "a", {0, 9})}),
            "a' ..b ....d' ..c' ");
}

TEST(TraceTreeTest, SiblingsThatStartTogetherKeepTheirOrder) {
  EXPECT_EQ(Tree({MakeSpan(1, 0, "a"), MakeSpan(3, 1, "c"), MakeSpan(2, 1, "b")}), "a' ..c ..b' ");
}

TEST(TraceTreeTest, RootsFollowEachOther) {
  EXPECT_EQ(Tree({MakeSpan(1, 0, "a", {5, 6}), MakeSpan(2, 0, "b", {1, 2})}), "b a' ");
}

TEST(TraceTreeTest, AMissingParentIsARowForAllItsChildren) {
  EXPECT_EQ(
      Tree({MakeSpan(2, 9, "b", {3, 4}), MakeSpan(3, 9, "c", {1, 2}), MakeSpan(1, 0, "a", {2, 3})}),
      "?9 ..c ..b' a' ");
}

TEST(TraceTreeTest, ASpanThatIsItsOwnParentIsARoot) {
  EXPECT_EQ(Tree({MakeSpan(1, 1, "a")}), "a!' ");
}

TEST(TraceTreeTest, ARingIsBrokenAtItsEarliestSpan) {
  EXPECT_EQ(Tree({MakeSpan(1, 3, "a", {5, 6}), MakeSpan(2, 1, "b", {1, 2}),
                  MakeSpan(3, 2, "c", {3, 4}), MakeSpan(4, 1, "below", {7, 8})}),
            "b!' ..c' ....a' ......below' ");
}

TEST(TraceTreeTest, ARingIsFoundFromBelow) {
  EXPECT_EQ(Tree({MakeSpan(4, 1, "below", {0, 1}), MakeSpan(1, 2, "a", {5, 6}),
                  MakeSpan(2, 1, "b", {6, 7})}),
            "a!' ..below ..b' ");
}

TEST(TraceTreeTest, ARingBesidesARootComesLast) {
  EXPECT_EQ(Tree({MakeSpan(1, 1, "ring"), MakeSpan(2, 0, "root")}), "root ring!' ");
}

TEST(TraceTreeTest, ChildrenOfARepeatedIdHangBelowTheFirst) {
  EXPECT_EQ(Tree({MakeSpan(1, 0, "first", {0, 9}), MakeSpan(1, 0, "second", {1, 9}),
                  MakeSpan(2, 1, "child", {2, 3})}),
            "first ..child' second=' ");
}

TEST(TraceTreeTest, DepthIsNoLimit) {
  std::vector<Span> chain;
  for (uint32_t i = 1; i <= 200'000; ++i) chain.push_back(MakeSpan(i, i - 1, "x"));
  const std::vector<TreeRow> tree = BuildTree(chain);
  ASSERT_EQ(tree.size(), 200'000u);
  EXPECT_EQ(tree.back().depth, 199'999u);
}

TEST(TraceSummaryTest, CountsWhatTookPart) {
  const std::vector<Span> spans = {
      MakeSpan(1, 0, "GET", {0, 9}, "opentracing-shim", "edge"),
      MakeSpan(2, 1, "auth", {1, 4}, "opencensus-shim", "auth"),
      MakeSpan(3, 1, "query", {2, 12}, "mysql", "edge"),
  };
  const TraceSummary summary = Summarize(BuildTree(spans));
  EXPECT_EQ(summary.root_name, "GET");
  EXPECT_EQ(summary.services, (std::vector<std::string>{"auth", "edge"}));
  EXPECT_EQ(summary.Origins(), 3u);
  EXPECT_EQ(summary.spans_of_origin[static_cast<size_t>(Origin::kOpenCensus)], 1u);
  EXPECT_EQ(summary.end - summary.start, 12 * kMillisecond);
  EXPECT_TRUE(summary.IsWhole());
}

bool IsWhole(const std::vector<Span>& spans) { return Summarize(BuildTree(spans)).IsWhole(); }

TEST(TraceSummaryTest, OneTreeNeedsOneRootAndEveryParent) {
  EXPECT_FALSE(IsWhole({}));
  EXPECT_FALSE(IsWhole({MakeSpan(1, 0, "a"), MakeSpan(2, 0, "b")}));
  EXPECT_FALSE(IsWhole({MakeSpan(1, 0, "a"), MakeSpan(2, 7, "b")}));
  EXPECT_FALSE(IsWhole({MakeSpan(1, 0, "a"), MakeSpan(2, 2, "b")}));
}

TEST(TraceSummaryTest, WithoutARootTheEarliestSpanNamesTheTrace) {
  const std::vector<Span> spans = {MakeSpan(1, 9, "late", {5, 6}), MakeSpan(2, 8, "early", {1, 2})};
  EXPECT_EQ(Summarize(BuildTree(spans)).root_name, "early");
}

TEST(TraceSummaryTest, ASpanThatEndsBeforeItStartsCoversItsStart) {
  const std::vector<Span> spans = {MakeSpan(1, 0, "a", {5, 2})};
  const TraceSummary summary = Summarize(BuildTree(spans));
  EXPECT_EQ(summary.start, summary.end);
}

}  // namespace
}  // namespace tracebridge::tail
