#include "shims/opentracing/unsampled.h"

#include <gtest/gtest.h>

#include "tests/support/span_context_text.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using tracebridge::testing::Text;

constexpr uint8_t kTraceId[16] = {1};
constexpr uint8_t kSpanId[8] = {2};

trace::SpanContext Parent(uint8_t flags) {
  return {trace::TraceId(kTraceId), trace::SpanId(kSpanId), trace::TraceFlags(flags), true,
          trace::TraceState::FromHeader("foo=1")};
}

TEST(UnsampledTest, AChildStaysInTheTraceWithItsOwnIdAndTracestate) {
  const trace::SpanContext parent = Parent(1);
  const trace::SpanContext child = StartUnsampled(parent)->GetContext();
  EXPECT_EQ(child.trace_id(), parent.trace_id());
  EXPECT_TRUE(child.span_id().IsValid());
  EXPECT_FALSE(child.span_id() == parent.span_id());
  EXPECT_FALSE(child.IsSampled());
  EXPECT_FALSE(child.IsRemote());
  EXPECT_EQ(child.trace_state()->ToHeader(), "foo=1");
}

TEST(UnsampledTest, KeepsTheOtherFlags) {
  EXPECT_EQ(StartUnsampled(Parent(3))->GetContext().trace_flags().flags(), 2);
}

TEST(UnsampledTest, WithoutAParentItIsANewTrace) {
  const auto first = StartUnsampled(trace::SpanContext::GetInvalid())->GetContext();
  const auto second = StartUnsampled(trace::SpanContext::GetInvalid())->GetContext();
  EXPECT_TRUE(first.IsValid());
  EXPECT_FALSE(first.trace_id() == second.trace_id());
  EXPECT_FALSE(first.IsSampled());
}

TEST(UnsampledTest, DoesNotRecord) { EXPECT_FALSE(StartUnsampled(Parent(1))->IsRecording()); }

TEST(SampledTest, ChangesTheFlagAndNothingElse) {
  EXPECT_EQ(Text(Sampled(Parent(2))),
            "01000000000000000000000000000000 0200000000000000 03 remote [foo=1]");
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
