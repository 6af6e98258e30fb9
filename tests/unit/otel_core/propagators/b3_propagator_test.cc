// One case per rule of B3 propagation and of the specification's "B3 Requirements". A result is written as in
// tests/support/span_context_text.h.
#include "opentelemetry/trace/propagation/b3_propagator.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::b3_propagator_test {
namespace {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::HeaderCarrier;
using test::Text;
using trace::propagation::B3Propagator;
using trace::propagation::B3PropagatorExtractor;
using trace::propagation::B3PropagatorMultiHeader;

const std::string kTrace = "80f198ee56343ba864fe8b2a57d3eff7";
const std::string kLow = "64fe8b2a57d3eff7";
const std::string kSpan = "e457b5a2e4d86bd1";
const std::string kIds = kTrace + "-" + kSpan;
const std::string kResult = kTrace + " " + kSpan;
const std::string kShortResult = "0000000000000000" + kLow + " " + kSpan;

using Headers = std::initializer_list<std::pair<std::string, std::string>>;

context::Context Extracted(const HeaderCarrier& carrier, context::Context before = {}) {
  return B3Propagator().Extract(carrier, before);
}

template <class Propagator>
std::string Injected(const context::Context& context) {
  HeaderCarrier carrier;
  Propagator().Inject(carrier, context);
  return carrier.Text();
}

struct B3Case {
  std::string name;
  HeaderCarrier headers;
  std::string expected;
  bool malformed = false;
};

B3Case Single(const std::string& name, const std::string& value, const std::string& expected) {
  return {name, HeaderCarrier({{"b3", value}}), expected, expected == "none"};
}

B3Case Multi(const std::string& name, Headers headers, const std::string& expected,
             bool malformed = false) {
  return {name, HeaderCarrier(headers), expected, malformed};
}

const std::vector<B3Case> kCases = {
    Single("Single_Accepted", kIds + "-1", kResult + " 01 remote"),
    Single("Single_Denied", kIds + "-0", kResult + " 00 remote"),
    Single("Single_Debug", kIds + "-d", kResult + " 01 remote debug"),
    Single("Single_WithoutDecision", kIds, kResult + " 00 remote deferred"),
    Single("Single_WithParent", kIds + "-1-05e3ac9a4f6e3b90", kResult + " 01 remote"),
    Single("Single_64Bits", kLow + "-" + kSpan + "-1", kShortResult + " 01 remote short"),
    Single("Single_UpperHalfOfZeros", "0000000000000000" + kLow + "-" + kSpan + "-1",
           kShortResult + " 01 remote"),
    Single("Single_UpperCase", "80F198EE56343BA864FE8B2A57D3EFF7-E457B5A2E4D86BD1-1",
           kResult + " 01 remote"),
    Single("Single_WithoutLeadingZeros", "1-2-1",
           "00000000000000000000000000000001 0000000000000002 01 remote short"),
    Single("Single_SpacesAround", " \t" + kIds + "-1 ", kResult + " 01 remote"),
    Single("Single_DenyAlone", "0", "no ids 00 remote"),
    Single("Single_AcceptAlone", "1", "no ids 01 remote"),
    Single("Single_DebugAlone", "d", "no ids 01 remote debug"),
    Single("Single_OtherLetterAlone", "D", "none"),
    Single("Single_DigitAlone", "2", "none"),
    Single("Single_UnknownDecision", kIds + "-2", "none"),
    Single("Single_EmptyDecision", kIds + "-", "none"),
    Single("Single_LongDecision", kIds + "-01", "none"),
    Single("Single_ParentWithoutDecision", kIds + "-05e3ac9a4f6e3b90", "none"),
    Single("Single_ParentNotHex", kIds + "-1-zz", "none"),
    Single("Single_EmptyParent", kIds + "-1-", "none"),
    Single("Single_LongParent", kIds + "-1-105e3ac9a4f6e3b90", "none"),
    Single("Single_FieldTooMany", "1-2-1-3-4", "none"),
    Single("Single_TraceIdAlone", kTrace, "none"),
    Single("Single_EmptySpanId", kTrace + "-", "none"),
    Single("Single_ZeroTraceId", "00000000000000000000000000000000-" + kSpan + "-1", "none"),
    Single("Single_ZeroSpanId", kTrace + "-0000000000000000-1", "none"),
    Single("Single_LongTraceId", "1" + kIds, "none"),
    Single("Single_LongSpanId", kTrace + "-1" + kSpan, "none"),
    Single("Single_NotHex", "g0f198ee56343ba864fe8b2a57d3eff7-" + kSpan, "none"),
    Single("Single_TwoHeaders", kIds + "-1," + kIds + "-1", "none"),
    Single("Single_LineBreak", kIds + "-1\r\nx: y", "none"),
    Single("Single_VeryLong", std::string(1 << 20, '0'), "none"),

    Multi("Multi_Accepted",
          {{"X-B3-TraceId", kTrace}, {"X-B3-SpanId", kSpan}, {"X-B3-Sampled", "1"}},
          kResult + " 01 remote"),
    Multi("Multi_LegacyTrue",
          {{"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "true"}},
          kResult + " 01 remote"),
    Multi("Multi_LegacyFalse",
          {{"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "False"}},
          kResult + " 00 remote"),
    Multi("Multi_FlagsOfJaegersRubyClient",
          {{"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "3"}},
          kResult + " 01 remote debug"),
    Multi("Multi_WithoutDecision", {{"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}},
          kResult + " 00 remote deferred"),
    Multi("Multi_UnknownDecision_IsNone",
          {{"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "maybe"}},
          kResult + " 00 remote deferred"),
    Multi("Multi_DebugFlag",
          {{"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-flags", "1"}},
          kResult + " 01 remote debug"),
    Multi("Multi_DebugFlagWinsOverTheDecision",
          {{"x-b3-traceid", kTrace},
           {"x-b3-spanid", kSpan},
           {"x-b3-sampled", "0"},
           {"x-b3-flags", "1"}},
          kResult + " 01 remote debug"),
    Multi("Multi_OtherFlags_AreIgnored",
          {{"x-b3-traceid", kTrace},
           {"x-b3-spanid", kSpan},
           {"x-b3-sampled", "0"},
           {"x-b3-flags", "2"}},
          kResult + " 00 remote"),
    Multi("Multi_64Bits", {{"x-b3-traceid", kLow}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "1"}},
          kShortResult + " 01 remote short"),
    Multi("Multi_DecisionAlone", {{"x-b3-sampled", "0"}}, "no ids 00 remote"),
    Multi("Multi_DebugAlone", {{"x-b3-flags", "1"}}, "no ids 01 remote debug"),
    Multi("Multi_ParentAlone_IsNothing", {{"x-b3-parentspanid", kSpan}}, "none"),
    Multi("Multi_TraceIdAlone", {{"x-b3-traceid", kTrace}, {"x-b3-sampled", "1"}}, "none", true),
    Multi("Multi_SpanIdAlone", {{"x-b3-spanid", kSpan}, {"x-b3-sampled", "1"}}, "none", true),
    Multi("Multi_ZeroTraceId", {{"x-b3-traceid", "0"}, {"x-b3-spanid", kSpan}}, "none", true),

    Multi(
        "SingleHeader_WinsOverTheOthers",
        {{"b3", "1-2-0"}, {"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "1"}},
        "00000000000000000000000000000001 0000000000000002 00 remote short"),
    Multi("EmptySingleHeader_LeavesTheOthers",
          {{"b3", ""}, {"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "1"}},
          kResult + " 01 remote"),
    Multi("MalformedSingleHeader_CountsAsOne",
          {{"b3", "x"}, {"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "1"}},
          "none", true),
    Multi("NoHeaders", {}, "none"),
};

class B3ExtractTest : public ::testing::TestWithParam<B3Case> {};

TEST_P(B3ExtractTest, ReadsWhatTheSpecificationSays) {
  EXPECT_EQ(Text(trace::GetSpanContext(Extracted(GetParam().headers))), GetParam().expected);
}

TEST_P(B3ExtractTest, CountsWhatIsMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(GetParam().headers);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().malformed ? 1u : 0u);
}

TEST_P(B3ExtractTest, LeavesTheContextAloneWithoutAResult) {
  context::Context before("key", true);
  EXPECT_EQ(Extracted(GetParam().headers, before) == before, GetParam().expected == "none");
}

INSTANTIATE_TEST_SUITE_P(Specification, B3ExtractTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

struct SentOnCase {
  std::string received;
  std::string single;
  std::string multi;
};

const std::string kMultiIds = "X-B3-SpanId: " + kSpan + "\nX-B3-TraceId: ";

const SentOnCase kSentOn[] = {
    {kIds + "-1", kIds + "-1", "X-B3-Sampled: 1\n" + kMultiIds + kTrace},
    {kIds + "-0", kIds + "-0", "X-B3-Sampled: 0\n" + kMultiIds + kTrace},
    {kIds + "-d", kIds + "-d", "X-B3-Flags: 1\n" + kMultiIds + kTrace},
    {kIds, kIds, kMultiIds + kTrace},
    {kIds + "-1-05e3ac9a4f6e3b90", kIds + "-1", "X-B3-Sampled: 1\n" + kMultiIds + kTrace},
    {kLow + "-" + kSpan + "-1", kLow + "-" + kSpan + "-1", "X-B3-Sampled: 1\n" + kMultiIds + kLow},
    {"0000000000000000" + kLow + "-" + kSpan + "-1", "0000000000000000" + kLow + "-" + kSpan + "-1",
     "X-B3-Sampled: 1\n" + kMultiIds + "0000000000000000" + kLow},
    {"0", "0", "X-B3-Sampled: 0"},
    {"1", "1", "X-B3-Sampled: 1"},
    {"d", "d", "X-B3-Flags: 1"},
};

TEST(B3PropagatorTest, SendsOnWhatItReceived) {
  for (const SentOnCase& row : kSentOn) {
    const auto context = Extracted(HeaderCarrier({{"b3", row.received}}));
    EXPECT_EQ(Injected<B3Propagator>(context), "b3: " + row.single);
    EXPECT_EQ(Injected<B3PropagatorMultiHeader>(context), row.multi);
  }
}

TEST(B3PropagatorTest, SendsA128BitIdOfItsOwnInFull) {
  const trace::SpanContext own(B3PropagatorExtractor::TraceIdFromHex("1"),
                               B3PropagatorExtractor::SpanIdFromHex("2"), trace::TraceFlags(1),
                               false);
  const auto context =
      trace::SetSpan(context::Context(), std::make_shared<trace::DefaultSpan>(own));
  EXPECT_EQ(Injected<B3Propagator>(context),
            "b3: 00000000000000000000000000000001-0000000000000002-1");
}

TEST(B3PropagatorTest, SendsNothingWithoutASpanContext) {
  EXPECT_EQ(Injected<B3Propagator>(context::Context()), "");
  EXPECT_EQ(Injected<B3PropagatorMultiHeader>(context::Context()), "");
}

template <class Propagator>
std::string FieldsOf() {
  std::string fields;
  EXPECT_TRUE(Propagator().Fields([&](nostd::string_view field) {
    fields.append(field).append(" ");
    return true;
  }));
  return fields;
}

TEST(B3PropagatorTest, NamesTheHeadersOfTheFormItWrites) {
  EXPECT_EQ(FieldsOf<B3Propagator>(), "b3 ");
  EXPECT_EQ(FieldsOf<B3PropagatorMultiHeader>(),
            "X-B3-TraceId X-B3-SpanId X-B3-Sampled X-B3-Flags ");
}

TEST(B3PropagatorTest, ReadsIdsAndFlagsAlone) {
  EXPECT_FALSE(B3PropagatorExtractor::TraceIdFromHex("xyz").IsValid());
  EXPECT_TRUE(B3PropagatorExtractor::TraceFlagsFromHex("1").IsSampled());
  EXPECT_TRUE(B3PropagatorExtractor::TraceFlagsFromHex("d").IsSampled());
  EXPECT_FALSE(B3PropagatorExtractor::TraceFlagsFromHex("0").IsSampled());
  EXPECT_FALSE(B3PropagatorExtractor::TraceFlagsFromHex("11").IsSampled());
}

}  // namespace
}  // namespace tracebridge::b3_propagator_test
