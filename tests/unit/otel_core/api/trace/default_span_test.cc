#include "opentelemetry/trace/default_span.h"

#include <gtest/gtest.h>

#include <utility>

namespace opentelemetry::trace {
namespace {

DefaultSpan Span7() {
  const uint8_t trace_id[16] = {1};
  const uint8_t span_id[8] = {7};
  return SpanContext(TraceId(trace_id), SpanId(span_id), TraceFlags(), true);
}

TEST(DefaultSpanTest, CarriesAContextAndRecordsNothing) {
  DefaultSpan span = Span7();
  span.SetAttribute("k", 1);
  span.AddEvent("e", {{"k", 1}});
  span.SetStatus(StatusCode::kError);
  span.End();
  EXPECT_EQ(span.GetContext(), Span7().GetContext());
  EXPECT_FALSE(span.IsRecording());
}

TEST(DefaultSpanTest, StaysUsableAfterAMove) {
  DefaultSpan from = Span7();
  DefaultSpan to = DefaultSpan::GetInvalid();
  to = std::move(from);
  EXPECT_EQ(to.GetContext(), Span7().GetContext());
  EXPECT_NE(from.GetContext().trace_state(), nullptr);  // NOLINT(bugprone-use-after-move)
}

}  // namespace
}  // namespace opentelemetry::trace
