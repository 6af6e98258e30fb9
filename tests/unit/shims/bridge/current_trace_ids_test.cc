#include "tracebridge/current_trace_ids.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "tests/support/allocations.h"

namespace tracebridge {
namespace {

namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

nostd::shared_ptr<trace::Span> SpanWithIds(uint8_t trace_id, uint8_t span_id, uint8_t flags) {
  const uint8_t trace_bytes[trace::TraceId::kSize] = {0xab, 0, 0, 0, 0, 0, 0, 0,
                                                      0,    0, 0, 0, 0, 0, 0, trace_id};
  const uint8_t span_bytes[trace::SpanId::kSize] = {0xcd, 0, 0, 0, 0, 0, 0, span_id};
  return nostd::shared_ptr<trace::Span>(new trace::DefaultSpan(trace::SpanContext(
      trace::TraceId(trace_bytes), trace::SpanId(span_bytes), trace::TraceFlags(flags), false)));
}

std::string Text(const TraceIds& ids) {
  return std::string(ids.trace_id) + " " + ids.span_id + " " + std::to_string(ids.trace_flags);
}

TEST(CurrentTraceIdsTest, AreEmptyWithoutACurrentSpan) {
  EXPECT_EQ(Text(CurrentTraceIds()), "  0");
  tracebridge_trace_ids ids;
  EXPECT_EQ(tracebridge_current_trace_ids(&ids), 0);
}

TEST(CurrentTraceIdsTest, AreThoseOfTheInnermostScope) {
  const trace::Scope outer(SpanWithIds(1, 2, 1));
  EXPECT_EQ(Text(CurrentTraceIds()), "ab000000000000000000000000000001 cd00000000000002 1");
  {
    const trace::Scope inner(SpanWithIds(1, 3, 0));
    EXPECT_EQ(Text(CurrentTraceIds()), "ab000000000000000000000000000001 cd00000000000003 0");
  }
  tracebridge_trace_ids ids;
  EXPECT_EQ(tracebridge_current_trace_ids(&ids), 1);
  EXPECT_EQ(Text(ids), "ab000000000000000000000000000001 cd00000000000002 1");
}

TEST(CurrentTraceIdsTest, AreThoseOfTheCallingThread) {
  const trace::Scope here(SpanWithIds(1, 2, 1));
  std::string there;
  std::thread([&] { there = Text(CurrentTraceIds()); }).join();
  EXPECT_EQ(there, "  0");
}

TEST(CurrentTraceIdsTest, CostNoAllocation) {
  const trace::Scope scope(SpanWithIds(1, 2, 1));
  const auto before = test::Allocations();
  const TraceIds ids = CurrentTraceIds();
  EXPECT_EQ(test::Allocations(), before);
  EXPECT_STREQ(ids.span_id, "cd00000000000002");
}

}  // namespace
}  // namespace tracebridge
