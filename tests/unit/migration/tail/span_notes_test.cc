#include "migration/tail/span_notes.h"

#include <gtest/gtest.h>

#include "tests/unit/migration/tail/spans.h"

namespace tracebridge::tail {
namespace {

std::string Notes(const Span& span, const Span* parent = nullptr) {
  TreeRow row;
  row.span = &span;
  row.parent = parent;
  std::string text;
  for (const std::string& note : NotesOn(row)) text += (text.empty() ? "" : ", ") + note;
  return text;
}

TEST(SpanNotesTest, AnOrdinarySpanHasNone) { EXPECT_EQ(Notes(MakeSpan(1, 0, "a")), ""); }

TEST(SpanNotesTest, AMissingParentHasNone) { EXPECT_TRUE(NotesOn(TreeRow()).empty()); }

TEST(SpanNotesTest, SayTheStatus) {
  Span span = MakeSpan(1, 0, "a");
  span.status = StatusCode::kOk;
  EXPECT_EQ(Notes(span), "ok");
  span.status = StatusCode::kError;
  EXPECT_EQ(Notes(span), "error");
  span.status_message = "no such user";
  EXPECT_EQ(Notes(span), "error: no such user");
}

TEST(SpanNotesTest, SayWhereOneLinkGoes) {
  Span span = MakeSpan(1, 0, "a");
  span.links = {{TraceNumber(1), SpanNumber(7), "", {}, 0, 0}};
  EXPECT_EQ(Notes(span), "1 link to span 0000000000000007");
  span.links[0].trace_id = TraceNumber(9);
  EXPECT_EQ(Notes(span), "1 link to trace 00000000000000000000000000000009");
  span.links.push_back(span.links[0]);
  EXPECT_EQ(Notes(span), "2 links");
}

TEST(SpanNotesTest, CountEventsAndWhatWasDropped) {
  Span span = MakeSpan(1, 0, "a");
  span.events.resize(2);
  span.dropped_attributes = 1;
  span.dropped_events = 3;
  span.dropped_links = 2;
  EXPECT_EQ(Notes(span), "2 events, 1 attribute dropped, 3 events dropped, 2 links dropped");
}

TEST(SpanNotesTest, NoticeClocksThatDisagree) {
  const Span parent = MakeSpan(1, 0, "a", {5, 9});
  EXPECT_EQ(Notes(MakeSpan(2, 1, "b", {2, 4}), &parent), "starts 3.00 ms before its parent");
  EXPECT_EQ(Notes(MakeSpan(2, 1, "b", {7, 6}), &parent), "ends before it starts");
  Span open = MakeSpan(2, 1, "b", {5, 6});
  open.end = 0;
  EXPECT_EQ(Notes(open, &parent), "has no end");
}

}  // namespace
}  // namespace tracebridge::tail
