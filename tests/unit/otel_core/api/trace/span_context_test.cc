#include "opentelemetry/trace/span_context.h"

#include <gtest/gtest.h>

namespace opentelemetry::trace {
namespace {

static_assert(sizeof(SpanContext) == 48, "ids, flags, remote, and one pointer with its owner");

const uint8_t kTraceId[16] = {1};
const uint8_t kSpanId[8] = {2};

TEST(SpanContextTest, IsValidWithBothIds) {
  const TraceId trace_id(kTraceId);
  const SpanId span_id(kSpanId);
  EXPECT_TRUE(SpanContext(trace_id, span_id, TraceFlags(), false).IsValid());
  EXPECT_FALSE(SpanContext(TraceId(), span_id, TraceFlags(), false).IsValid());
  EXPECT_FALSE(SpanContext(trace_id, SpanId(), TraceFlags(), false).IsValid());
  EXPECT_FALSE(SpanContext::GetInvalid().IsValid());
}

TEST(SpanContextTest, InvalidOneMayStillSayWhatToSample) {
  EXPECT_TRUE(SpanContext(true, false).IsSampled());
  EXPECT_TRUE(SpanContext(false, true).IsRemote());
}

TEST(SpanContextTest, AlwaysHasATraceState) {
  const SpanContext context(TraceId(kTraceId), SpanId(kSpanId), TraceFlags(), true, nullptr);
  ASSERT_NE(context.trace_state(), nullptr);
  EXPECT_TRUE(context.trace_state()->Empty());
  EXPECT_EQ(context.trace_state().use_count(), 0) << "a copy must touch no reference count";
}

TEST(SpanContextTest, TakesTheTraceStateOfAnother) {
  const SpanContext other(TraceId(kTraceId), SpanId(kSpanId), TraceFlags(), true,
                          TraceState::FromHeader("a=1"));
  const SpanContext context(other, TraceId(kTraceId), SpanId(kSpanId), TraceFlags(1), 2);
  EXPECT_EQ(context.trace_state(), other.trace_state());
  EXPECT_TRUE(context.IsSampled());
  EXPECT_FALSE(context.IsRemote());
  EXPECT_EQ(context.wire_notes(), 2);
}

TEST(SpanContextTest, ComparesIdsAndFlags) {
  const auto make = [](uint8_t flags, bool is_remote, const char* state) {
    return SpanContext(TraceId(kTraceId), SpanId(kSpanId), TraceFlags(flags), is_remote,
                       TraceState::FromHeader(state));
  };
  EXPECT_TRUE(make(1, true, "a=1") == make(1, false, ""));
  EXPECT_FALSE(make(1, true, "") == make(0, true, ""));
}

}  // namespace
}  // namespace opentelemetry::trace
