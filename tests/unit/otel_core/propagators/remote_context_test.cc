// A remote span context is written as in tests/support/span_context_text.h.
#include "otel_core/propagators/remote_context.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge::propagators::remote_context_test {
namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;
using tracebridge::test::Text;

constexpr std::uint64_t kHigh = 0x4bf92f3577b34da6;
constexpr std::uint64_t kLow = 0xa3ce929d0e0e4736;

Remote Of(std::uint64_t high, std::uint64_t low, std::uint64_t span_id, std::uint8_t flags,
          std::uint8_t notes = 0) {
  Remote remote;
  remote.trace_id_high = high;
  remote.trace_id_low = low;
  remote.span_id = span_id;
  remote.flags = flags;
  remote.notes = notes;
  return remote;
}

std::string Result(const context::Context& context) { return Text(trace::GetSpanContext(context)); }

TEST(RemoteContextTest, HoldsIdsFlagsAndNotes) {
  const auto set = SetRemote(context::Context(), Of(kHigh, kLow, 7, 1, WireNotes::kDebug),
                             StateMember{"a", "1"});
  EXPECT_EQ(Result(set), "4bf92f3577b34da6a3ce929d0e0e4736 0000000000000007 01 remote debug [a=1]");
  const trace::SpanContext span_context = trace::GetSpanContext(set);
  EXPECT_EQ(HighHalf(span_context.trace_id()), kHigh);
  EXPECT_EQ(LowHalf(span_context.trace_id()), kLow);
  EXPECT_EQ(Number(span_context.span_id()), 7u);
}

struct MergeCase {
  std::string name;
  Remote first, second;
  std::string expected;
};

const std::string kFull = "4bf92f3577b34da6a3ce929d0e0e4736 0000000000000007 ";
const std::string kShort = "0000000000000000a3ce929d0e0e4736 0000000000000007 ";

const MergeCase kMergeCases[] = {
    {"ShortIdOfTheSameCaller_KeepsTheLongOne", Of(kHigh, kLow, 7, 3),
     Of(0, kLow, 7, 1, WireNotes::kShortTraceId), kFull + "03 remote [s=1]"},
    {"LongIdAfterAShortOne_Counts", Of(0, kLow, 7, 1, WireNotes::kShortTraceId),
     Of(kHigh, kLow, 7, 1), kFull + "01 remote [s=1]"},
    {"LongIdAfterAShortOne_KeepsItsNotes",
     Of(0, kLow, 7, 1, WireNotes::kShortTraceId | WireNotes::kDebug), Of(kHigh, kLow, 7, 2),
     kFull + "03 remote debug [s=1]"},
    {"OtherUpperHalf_Counts", Of(1, kLow, 7, 1), Of(kHigh, kLow, 7, 1), kFull + "01 remote"},
    {"SameIds_KeepTheTraceState", Of(kHigh, kLow, 7, 1), Of(kHigh, kLow, 7, 0),
     kFull + "00 remote [s=1]"},
    {"Notes_AreAdded", Of(kHigh, kLow, 7, 1, WireNotes::kFirehose),
     Of(kHigh, kLow, 7, 1, WireNotes::kDebug), kFull + "01 remote debug firehose [s=1]"},
    {"ADebugFlagIsADecision", Of(kHigh, kLow, 7, 1, WireNotes::kDebug), Of(kHigh, kLow, 7, 0),
     kFull + "01 remote debug [s=1]"},
    {"ADebugFlagBesideADeferredDecision", Of(kHigh, kLow, 7, 0, WireNotes::kDeferred),
     Of(kHigh, kLow, 7, 0, WireNotes::kDeferred | WireNotes::kDebug),
     kFull + "01 remote debug [s=1]"},
    {"DeferredDecision_LeavesTheOther", Of(kHigh, kLow, 7, 1),
     Of(kHigh, kLow, 7, 0, WireNotes::kDeferred), kFull + "01 remote [s=1]"},
    {"Decision_EndsADeferredOne", Of(kHigh, kLow, 7, 0, WireNotes::kDeferred),
     Of(kHigh, kLow, 7, 1), kFull + "01 remote [s=1]"},
    {"BothDeferred_IsDeferred", Of(kHigh, kLow, 7, 0, WireNotes::kDeferred),
     Of(kHigh, kLow, 7, 0, WireNotes::kDeferred), kFull + "00 remote deferred [s=1]"},
    {"OtherSpan_Counts", Of(kHigh, kLow, 6, 1), Of(0, kLow, 7, 1, WireNotes::kShortTraceId),
     kShort + "01 remote short"},
    {"OtherTrace_Counts", Of(kHigh, 1, 7, 1), Of(kHigh, kLow, 7, 1), kFull + "01 remote"},
    {"DecisionAlone_IsIgnoredBesideIds", Of(kHigh, kLow, 7, 1), Of(0, 0, 0, 0, WireNotes::kNoIds),
     kFull + "01 remote [s=1]"},
};

class SetRemoteTest : public ::testing::TestWithParam<MergeCase> {};

TEST_P(SetRemoteTest, MeetsWhatAnotherHeaderSaid) {
  const auto first = SetRemote(context::Context(), GetParam().first, StateMember{"s", "1"});
  EXPECT_EQ(Result(SetRemote(first, GetParam().second)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Formats, SetRemoteTest, ::testing::ValuesIn(kMergeCases),
                         [](const auto& info) { return info.param.name; });

TEST(RemoteContextTest, TakesThePlaceOfALocalSpan) {
  const auto local =
      trace::SetSpan(context::Context(),
                     std::make_shared<trace::DefaultSpan>(trace::SpanContext(
                         MakeTraceId(kHigh, kLow), MakeSpanId(7), trace::TraceFlags(1), false)));
  EXPECT_EQ(Result(SetRemote(local, Of(0, kLow, 7, 0))), kShort + "00 remote");
}

TEST(RemoteContextTest, HoldsADecisionWithoutIds) {
  const auto set = SetRemote(context::Context(), Of(0, 0, 0, 1, WireNotes::kNoIds));
  const trace::SpanContext span_context = trace::GetSpanContext(set);
  EXPECT_FALSE(span_context.IsValid());
  EXPECT_TRUE(span_context.IsRemote() && span_context.IsSampled());
  EXPECT_EQ(span_context.wire_notes(), WireNotes::kNoIds);
}

TEST(RemoteContextTest, AddsAMemberToTheTraceStateThatAnotherHeaderBrought) {
  const auto first = SetRemote(context::Context(), Of(kHigh, kLow, 7, 1), StateMember{"s", "1"});
  const auto with = [&](const StateMember& member) {
    return Result(SetRemote(first, Of(0, kLow, 7, 1), member));
  };
  EXPECT_EQ(with({"dd", "s:2"}), kFull + "01 remote [dd=s:2,s=1]");
  EXPECT_EQ(with({"s", "2"}), kFull + "01 remote [s=1]");
  EXPECT_EQ(with({"dd", ""}), kFull + "01 remote [s=1]");
}

std::string Members(int n) {
  std::string header;
  for (int i = 0; i < n; ++i) header += (i == 0 ? "k" : ",k") + std::to_string(i) + "=v";
  return header;
}

TEST(RemoteContextTest, PutsMembersInFrontOfATraceStateThatComesLater) {
  const auto first = SetRemote(context::Context(), Of(0, kLow, 7, 1), StateMember{"dd", "s:2"});
  const auto second = SetRemote(first, Of(0, kLow, 7, 1), StateMember{"xray", "Lineage:1"});
  const auto with = [&](const std::string& header) {
    return Result(SetRemote(second, Of(kHigh, kLow, 7, 3), trace::TraceState::FromHeader(header)));
  };
  EXPECT_EQ(with(""), kFull + "03 remote [xray=Lineage:1,dd=s:2]");
  EXPECT_EQ(with("congo=1"), kFull + "03 remote [xray=Lineage:1,dd=s:2,congo=1]");
  EXPECT_EQ(with("congo=1,dd=s:1"), kFull + "03 remote [xray=Lineage:1,congo=1,dd=s:1]");
}

// "If adding an entry would cause the tracestate list to contain more than 32 list-members the right-most list-member
// should be removed from the list."
TEST(RemoteContextTest, CountsTheMembersThatItPushesOut) {
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  const auto state = trace::TraceState::FromHeader(Members(32));
  const auto first = SetRemote(context::Context(), Of(kHigh, kLow, 7, 1), state);
  const std::string expected = kFull + "01 remote [dd=s:2," + Members(31) + "]";
  EXPECT_EQ(Result(SetRemote(first, Of(kHigh, kLow, 7, 1), StateMember{"dd", "s:2"})), expected);
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1);
  const auto other = SetRemote(context::Context(), Of(kHigh, kLow, 7, 1), StateMember{"dd", "s:2"});
  EXPECT_EQ(Result(SetRemote(other, Of(kHigh, kLow, 7, 1), state)), expected);
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 2);
}

TEST(RemoteContextTest, HoldsADebugIdWhereTheTraceStateHasRoom) {
  const auto with = [](const std::string& header, const std::string& id) {
    return Text(WithDebugId(
        trace::SpanContext(MakeTraceId(kHigh, kLow), MakeSpanId(7), trace::TraceFlags(0),
                           /*is_remote=*/true, trace::TraceState::FromHeader(header)),
        id));
  };
  EXPECT_EQ(with("congo=1", "x"), kFull + "00 remote id [jaeger-debug-id=x,congo=1]");
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  EXPECT_EQ(with(Members(31), "x"), kFull + "00 remote id [jaeger-debug-id=x," + Members(31) + "]");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before);
  EXPECT_EQ(with(Members(32), "x"), kFull + "00 remote [" + Members(32) + "]");
  const std::string large = "a=" + std::string(240, 'x');
  EXPECT_EQ(with(large, std::string(253, 'y')),
            kFull + "00 remote id [jaeger-debug-id=" + std::string(253, 'y') + "," + large + "]");
  EXPECT_EQ(with(large, std::string(254, 'y')), kFull + "00 remote [" + large + "]");
  EXPECT_EQ(with("jaeger-debug-id=theirs", "x"), kFull + "00 remote [jaeger-debug-id=theirs]");
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 3);
}

TEST(RemoteContextTest, KeepsTheDebugIdOfADecisionBesideWhatNamesAParent) {
  const StateMember id{kDebugIdKey, "ticket"};
  const Remote decision =
      Of(0, 0, 0, 1, WireNotes::kNoIds | WireNotes::kDebug | WireNotes::kDebugId);
  const std::string expected = kFull + "00 remote id [jaeger-debug-id=ticket]";
  const auto first = SetRemote(context::Context(), decision, id);
  EXPECT_EQ(Result(first), "no ids 01 remote debug id [jaeger-debug-id=ticket]");
  EXPECT_EQ(Result(SetRemote(first, Of(kHigh, kLow, 7, 0))), expected);
  const auto parent = SetRemote(context::Context(), Of(kHigh, kLow, 7, 0));
  EXPECT_EQ(Result(SetRemote(parent, decision, id)), expected);
}

TEST(RemoteContextTest, ADebugIdIsOfOneParent) {
  const StateMember id{kDebugIdKey, "ticket"};
  const Remote decision =
      Of(0, 0, 0, 1, WireNotes::kNoIds | WireNotes::kDebug | WireNotes::kDebugId);
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  const auto parent = SetRemote(SetRemote(context::Context(), Of(kHigh, kLow, 7, 0)), decision, id);
  EXPECT_EQ(Result(SetRemote(parent, Of(kHigh, kLow, 8, 0))).find("ticket"), std::string::npos);
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1);
}

// A program extracts into what is current on the thread.
TEST(RemoteContextTest, ADecisionLeavesASpanOfThisProcessAlone) {
  const StateMember id{kDebugIdKey, "ticket"};
  const trace::SpanContext local(MakeTraceId(kHigh, kLow), MakeSpanId(7), trace::TraceFlags(1),
                                 /*is_remote=*/false);
  const context::Context current =
      trace::SetSpan(context::Context(),
                     opentelemetry::nostd::shared_ptr<trace::Span>(new trace::DefaultSpan(local)));
  for (const unsigned note : {0u, unsigned{WireNotes::kDebugId}}) {
    const auto notes = static_cast<std::uint8_t>(WireNotes::kNoIds | WireNotes::kDebug | note);
    EXPECT_TRUE(SetRemote(current, Of(0, 0, 0, 1, notes), id) == current) << note;
  }
}

TEST(RemoteContextTest, TakesADecisionFromAHeaderWithoutASpanId) {
  const auto of = [](std::uint8_t flags, std::uint8_t notes) {
    return Result(SetRemoteOrDecision(context::Context(), Of(kHigh, kLow, 0, flags, notes)));
  };
  EXPECT_EQ(of(1, 0), "no ids 01 remote");
  EXPECT_EQ(of(0, WireNotes::kShortTraceId), "no ids 00 remote");
  EXPECT_EQ(of(0, WireNotes::kDeferred), "none");
  EXPECT_EQ(Result(SetRemoteOrDecision(context::Context(), Of(kHigh, kLow, 7, 1))),
            kFull + "01 remote");
}

}  // namespace
}  // namespace tracebridge::propagators::remote_context_test
