#include "shims/opentracing/unsampled.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/span_context_text.h"
#ifdef TRACEBRIDGE_OPENTELEMETRY_API
#include "tracebridge/wire_notes.h"
#endif

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using tracebridge::test::Text;

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

struct SampledCase {
  std::string name;
  uint8_t flags;
  bool is_sampled;
  std::string expected;  // after the ids
};

const SampledCase kSampledCases[] = {
    {"Set", 2, true, "03 remote [foo=1]"},
    {"Cleared", 3, false, "02 remote [foo=1]"},
    {"StaysSet", 1, true, "01 remote [foo=1]"},
};

class WithSampledTest : public ::testing::TestWithParam<SampledCase> {};

TEST_P(WithSampledTest, ChangesTheFlagAndNothingElse) {
  const auto& [name, flags, is_sampled, expected] = GetParam();
  EXPECT_EQ(Text(WithSampled(Parent(flags), is_sampled)),
            "01000000000000000000000000000000 0200000000000000 " + expected);
}

INSTANTIATE_TEST_SUITE_P(Flags, WithSampledTest, ::testing::ValuesIn(kSampledCases),
                         [](const auto& info) { return info.param.name; });

#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // another core has no notes

trace::SpanContext Noted(uint8_t flags, uint8_t notes) {
  const trace::SpanContext parent = Parent(flags);
  return {parent.trace_id(), parent.span_id(),     parent.trace_flags(),
          parent.IsRemote(), parent.trace_state(), notes};
}

TEST(UnsampledTest, KeepsHowLongTheTraceIdWasButNotThatItIsToBeRecorded) {
  const trace::SpanContext parent = Noted(1, WireNotes::kDebug | WireNotes::kShortTraceId);
  EXPECT_EQ(StartUnsampled(parent)->GetContext().wire_notes(), WireNotes::kShortTraceId);
}

struct NotedCase {
  std::string name;
  uint8_t flags;
  uint8_t notes;
  bool is_sampled;
  std::string expected;  // after the ids
};

const NotedCase kNotedCases[] = {
    {"SetKeepsDebug", 0, WireNotes::kDebug, true, "01 remote debug [foo=1]"},
    {"ClearedIsNoLongerDebug", 1, WireNotes::kDebug, false, "00 remote [foo=1]"},
    {"KeepsTheLengthOfTheId", 1, WireNotes::kShortTraceId, false, "00 remote short [foo=1]"},
    {"IsNoLongerDeferred", 0, WireNotes::kDeferred, true, "01 remote [foo=1]"},
};

class WithSampledNotesTest : public ::testing::TestWithParam<NotedCase> {};

TEST_P(WithSampledNotesTest, KeepsWhatTheFlagDoesNotContradict) {
  const auto& [name, flags, notes, is_sampled, expected] = GetParam();
  EXPECT_EQ(Text(WithSampled(Noted(flags, notes), is_sampled)),
            "01000000000000000000000000000000 0200000000000000 " + expected);
}

INSTANTIATE_TEST_SUITE_P(Notes, WithSampledNotesTest, ::testing::ValuesIn(kNotedCases),
                         [](const auto& info) { return info.param.name; });

#endif

}  // namespace
}  // namespace tracebridge::opentracing_shim
