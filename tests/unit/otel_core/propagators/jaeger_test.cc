// One case per rule of Jaeger's "Propagation Format". A result is written as in tests/support/span_context_text.h, with the
// baggage behind it.
#include "opentelemetry/trace/propagation/jaeger.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "tests/support/baggage_text.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::jaeger_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::HeaderCarrier;
using trace::propagation::JaegerPropagator;
using trace::propagation::JaegerPropagatorOptions;

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kSpan = "00f067aa0ba902b7";
const std::string kIds = kTrace + ":" + kSpan + ":0:";
const std::string kResult = kTrace + " " + kSpan;

context::Context Extracted(const HeaderCarrier& carrier) {
  context::Context before;
  return JaegerPropagator().Extract(carrier, before);
}

std::string Text(const context::Context& context) {
  const std::string items = test::BaggageText(context);
  const std::string span_context = test::Text(trace::GetSpanContext(context));
  return items.empty() ? span_context : span_context + " {" + items + "}";
}

std::string Injected(const context::Context& context) {
  HeaderCarrier carrier;
  JaegerPropagator().Inject(carrier, context);
  return carrier.Text();
}

struct JaegerCase {
  std::string name;
  HeaderCarrier headers;
  std::string expected;
  bool malformed = false;
};

JaegerCase Trace(const std::string& name, const std::string& value, const std::string& expected) {
  return {name, HeaderCarrier({{"uber-trace-id", value}}), expected, expected == "none"};
}

using Headers = std::initializer_list<std::pair<std::string, std::string>>;

JaegerCase Other(const std::string& name, Headers headers, const std::string& expected,
                 bool malformed = false) {
  return {name, HeaderCarrier(headers), expected, malformed};
}

const std::vector<JaegerCase> kCases = {
    Trace("Sampled", kIds + "1", kResult + " 01 remote"),
    Trace("NotSampled", kIds + "0", kResult + " 00 remote"),
    Trace("TwoDigitsOfFlags", kIds + "01", kResult + " 01 remote"),
    Trace("Debug", kIds + "3", kResult + " 01 remote debug"),
    Trace("DebugAlone_IsNotSampled", kIds + "2", kResult + " 00 remote debug"),
    Trace("Firehose", kIds + "9", kResult + " 01 remote firehose"),
    Trace("UnknownFlags_AreIgnored", kIds + "f4", kResult + " 00 remote"),
    Trace("ManyFlags_TheLastByteCounts", kIds + "101", kResult + " 01 remote"),
    Trace("Parent_IsNotLookedAt", kTrace + ":" + kSpan + ":whatever:1", kResult + " 01 remote"),
    Trace("64Bits", "a3ce929d0e0e4736:" + kSpan + ":0:1",
          "0000000000000000a3ce929d0e0e4736 " + kSpan + " 01 remote short"),
    Trace("WithoutLeadingZeros", "1:2:0:1",
          "00000000000000000000000000000001 0000000000000002 01 remote short"),
    Trace("UpperHalfOfZeros", "0000000000000000a3ce929d0e0e4736:" + kSpan + ":0:1",
          "0000000000000000a3ce929d0e0e4736 " + kSpan + " 01 remote"),
    Trace("UpperCase", "4BF92F3577B34DA6A3CE929D0E0E4736:00F067AA0BA902B7:0:1",
          kResult + " 01 remote"),
    Trace("EncodedColons", kTrace + "%3A" + kSpan + "%3a0%3A1", kResult + " 01 remote"),
    Trace("SpacesAround", " " + kIds + "1\t", kResult + " 01 remote"),
    Trace("ThreeFields", kTrace + ":" + kSpan + ":1", "none"),
    Trace("FiveFields", kIds + "1:9", "none"),
    Trace("TrailingColon", kIds + "1:", "none"),
    Trace("EmptyFlags", kIds, "none"),
    Trace("FlagsNotHex", kIds + "g", "none"),
    Trace("NegativeFlags", kIds + "-1", "none"),
    Trace("ZeroTraceId", "0:" + kSpan + ":0:1", "none"),
    Trace("ZeroSpanId", kTrace + ":0:0:1", "none"),
    Trace("EmptyTraceId", ":" + kSpan + ":0:1", "none"),
    Trace("EmptySpanId", kTrace + "::0:1", "none"),
    Trace("LongTraceId", "1" + kIds + "1", "none"),
    Trace("LongSpanId", kTrace + ":1" + kSpan + ":0:1", "none"),
    Trace("NotHex", "g" + kIds + "1", "none"),
    Trace("HalfAnEscape", kTrace + "%3" + kSpan + ":0:1", "none"),
    Trace("EncodedTwice", kTrace + "%253A" + kSpan + "%253A0%253A1", "none"),
    Trace("Colons", ":::", "none"),
    Trace("TwoHeaders", kIds + "1," + kIds + "1", "none"),
    Trace("VeryLong", std::string(1 << 20, '0'), "none"),

    Other("NoHeaders", {}, "none"),
    Other("Baggage", {{"uber-trace-id", kIds + "1"}, {"UberCtx-City", "S%C3%A3o%20Paulo"}},
          kResult + " 01 remote {city=S\xc3\xa3o Paulo}"),
    Other("BaggageAlone", {{"uberctx-k", "v"}}, "none {k=v}"),
    Other("BaggageBesideAMalformedHeader", {{"uber-trace-id", "x"}, {"uberctx-k", "v"}},
          "none {k=v}", true),
    Other("PlusInBaggage_StaysAPlus", {{"uberctx-k", "a+b"}}, "none {k=a+b}"),
    Other("HalfAnEscapeInBaggage_LeavesTheValueAsItIs", {{"uberctx-k", "%41%"}}, "none {k=%41%}"),
    Other("BaggageList", {{"jaeger-baggage", "k1=v1, k2 = v2,,k3="}}, "none {k1=v1 k2=v2 k3=}"),
    Other("EncodedBaggageList", {{"jaeger-baggage", "k1=a%20b%2Ck2=v2"}}, "none {k1=a b k2=v2}"),
    Other("BaggageListWithOtherThings", {{"jaeger-baggage", "novalue,=v,a=b=c,ok=1"}},
          "none {ok=1}", true),
    Other("HeaderWinsOverBaggageList", {{"jaeger-baggage", "k=list"}, {"uberctx-k", "header"}},
          "none {k=header}"),
    Other("DebugId", {{"jaeger-debug-id", "ticket"}},
          "no ids 01 remote debug id [jaeger-debug-id=ticket]"),
    Other("DebugIdThatNoTraceStateHolds", {{"jaeger-debug-id", "a=b"}}, "no ids 01 remote debug"),
    Other("DebugIdBesideATrace", {{"jaeger-debug-id", "ticket"}, {"uber-trace-id", kIds + "0"}},
          kResult + " 00 remote"),
    Other("DebugIdBesideAMalformedHeader", {{"jaeger-debug-id", "ticket"}, {"uber-trace-id", "x"}},
          "no ids 01 remote debug id [jaeger-debug-id=ticket]", true),
    Other("EmptyDebugId", {{"jaeger-debug-id", ""}}, "none"),
};

class JaegerExtractTest : public ::testing::TestWithParam<JaegerCase> {};

TEST_P(JaegerExtractTest, ReadsWhatTheDocumentationSays) {
  EXPECT_EQ(Text(Extracted(GetParam().headers)), GetParam().expected);
}

TEST_P(JaegerExtractTest, CountsWhatIsMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(GetParam().headers);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) > before, GetParam().malformed);
}

TEST_P(JaegerExtractTest, LeavesTheContextAloneWithoutAResult) {
  context::Context before("key", true);
  const bool is_same = JaegerPropagator().Extract(GetParam().headers, before) == before;
  EXPECT_EQ(is_same, GetParam().expected == "none");
}

INSTANTIATE_TEST_SUITE_P(Documentation, JaegerExtractTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

struct SentOnCase {
  std::string received;
  std::string sent;
};

const SentOnCase kSentOn[] = {
    {kIds + "1", kIds + "01"},
    {kIds + "0", kIds + "00"},
    {kIds + "2", kIds + "02"},
    {kIds + "3", kIds + "03"},
    {kIds + "9", kIds + "09"},
    {kIds + "ff", kIds + "0b"},
    {kTrace + ":" + kSpan + ":1:1", kIds + "01"},
    {"1:2:0:1", "0000000000000001:0000000000000002:0:01"},
    {"0000000000000000a3ce929d0e0e4736:2:0:1",
     "0000000000000000a3ce929d0e0e4736:0000000000000002:0:01"},
};

TEST(JaegerPropagatorTest, SendsOnWhatItReceived) {
  for (const SentOnCase& row : kSentOn) {
    EXPECT_EQ(Injected(Extracted(HeaderCarrier({{"uber-trace-id", row.received}}))),
              "uber-trace-id: " + row.sent);
  }
}

TEST(JaegerPropagatorTest, SendsBaggageAsEscapesWithOrWithoutASpanContext) {
  context::Context empty;
  baggage::Baggage items(std::map<std::string, std::string>{
      {"city", "S\xc3\xa3o Paulo"}, {"line", "a\r\nb"}, {"not a header", "v"}});
  const auto before = Counted(Diagnostic::kBaggageNotAHeader);
  EXPECT_EQ(Injected(baggage::SetBaggage(empty, std::make_shared<baggage::Baggage>(items))),
            "uberctx-city: S%C3%A3o%20Paulo\nuberctx-line: a%0D%0Ab");
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader) - before, 1u);
}

TEST(JaegerPropagatorTest, SendsNothingWithoutASpanContextAndBaggage) {
  EXPECT_EQ(Injected(context::Context()), "");
  EXPECT_EQ(Injected(Extracted(HeaderCarrier({{"jaeger-debug-id", "ticket"}}))), "");
}

TEST(JaegerPropagatorTest, TellsTheDebugId) {
  const auto debug = Extracted(HeaderCarrier({{"Jaeger-Debug-Id", "ticket%20%3A1"}}));
  EXPECT_EQ(JaegerPropagator::DebugId(debug), "ticket :1");
  EXPECT_EQ(JaegerPropagator::DebugId(context::Context()), "");
  EXPECT_EQ(JaegerPropagator::DebugId(Extracted(HeaderCarrier({{"uber-trace-id", kIds + "1"}}))),
            "");
}

TEST(JaegerPropagatorTest, UsesTheNamesThatItIsGiven) {
  JaegerPropagatorOptions options;
  options.trace_context_header = "X-Custom-Trace";
  options.baggage_header_prefix = "X-Custom-Bag-";
  options.debug_header = "x-debug";
  options.baggage_header = "x-bag";
  JaegerPropagator propagator(options);

  context::Context before;
  const auto context = propagator.Extract(HeaderCarrier({{"x-custom-trace", kIds + "1"},
                                                         {"x-custom-bag-k", "v"},
                                                         {"x-bag", "l=w"},
                                                         {"uberctx-other", "no"},
                                                         {"uber-trace-id", "1:2:0:1"}}),
                                          before);
  EXPECT_EQ(Text(context), kResult + " 01 remote {k=v l=w}");
  HeaderCarrier carrier;
  propagator.Inject(carrier, context);
  EXPECT_EQ(carrier.Text(), "x-custom-bag-k: v\nx-custom-bag-l: w\nX-Custom-Trace: " + kIds + "01");
  EXPECT_EQ(
      JaegerPropagator::DebugId(propagator.Extract(HeaderCarrier({{"x-debug", "d"}}), before)),
      "d");
}

TEST(JaegerPropagatorTest, NamesItsHeaders) {
  std::string names;
  const auto collect = [&](nostd::string_view name) {
    names.append(name).append(" ");
    return true;
  };
  EXPECT_TRUE(JaegerPropagator().Fields(collect));
  EXPECT_EQ(names, "uber-trace-id ");
  names.clear();
  EXPECT_TRUE(JaegerPropagator().Prefixes(collect));
  EXPECT_EQ(names, "uberctx- jaeger-debug-id jaeger-baggage ");
}

}  // namespace
}  // namespace tracebridge::jaeger_test
