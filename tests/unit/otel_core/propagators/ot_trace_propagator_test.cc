// A result is written as in tests/support/span_context_text.h, with the baggage behind it.
#include "tracebridge/ot_trace_propagator.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "otel_core/propagators/base64.h"
#include "otel_core/propagators/remote_context.h"
#include "tests/support/baggage_text.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/ot_binary.h"

namespace tracebridge::ot_trace_propagator_test {
namespace {

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;
using test::HeaderCarrier;

const std::string kTrace = "a3ce929d0e0e4736";
const std::string kSpan = "53995c3f42cd8ad8";
const std::string kResult = "0000000000000000" + kTrace + " " + kSpan;
const std::string kWhole = "4bf92f3577b34da6" + kTrace;

context::Context Extracted(const HeaderCarrier& carrier, OtTraceOptions options = {}) {
  context::Context before;
  return OtTracePropagator(options).Extract(carrier, before);
}

std::string Text(const context::Context& context) {
  const std::string items = test::BaggageText(context);
  const std::string span_context = test::Text(trace::GetSpanContext(context));
  return items.empty() ? span_context : span_context + " {" + items + "}";
}

std::string Injected(const context::Context& context, OtTraceOptions options = {}) {
  HeaderCarrier carrier;
  OtTracePropagator(options).Inject(carrier, context);
  return carrier.Text();
}

context::Context Local(std::uint64_t high, std::uint64_t low, bool sampled) {
  return trace::SetSpan(context::Context(),
                        std::make_shared<trace::DefaultSpan>(trace::SpanContext(
                            propagators::MakeTraceId(high, low), propagators::MakeSpanId(7),
                            trace::TraceFlags(sampled ? 1 : 0), false)));
}

struct OtCase {
  std::string name;
  HeaderCarrier headers;
  std::string expected;
  bool malformed = false;
};

OtCase Ids(const std::string& name, const std::string& trace_id, const std::string& span_id,
           const std::string& expected) {
  return {name,
          HeaderCarrier({{"ot-tracer-traceid", trace_id},
                         {"ot-tracer-spanid", span_id},
                         {"ot-tracer-sampled", "true"}}),
          expected, expected == "none"};
}

OtCase Sampled(const std::string& name, const std::string& sampled, const std::string& expected) {
  return {name,
          HeaderCarrier({{"ot-tracer-traceid", kTrace},
                         {"ot-tracer-spanid", kSpan},
                         {"ot-tracer-sampled", sampled}}),
          kResult + expected};
}

OtCase Baggage(const std::string& name, const std::string& header, const std::string& value,
               const std::string& expected) {
  return {name,
          HeaderCarrier({{"ot-tracer-traceid", kTrace},
                         {"ot-tracer-spanid", kSpan},
                         {"ot-tracer-sampled", "true"},
                         {header, value}}),
          kResult + " 01 remote short {" + expected + "}"};
}

const std::vector<OtCase> kCases = {
    Ids("64Bits", kTrace, kSpan, kResult + " 01 remote short"),
    Ids("128Bits", kWhole, kSpan, kWhole + " " + kSpan + " 01 remote"),
    Ids("WithoutLeadingZeros", "1", "2",
        "00000000000000000000000000000001 0000000000000002 01 remote short"),
    Ids("UpperCase", "A3CE929D0E0E4736", "53995C3F42CD8AD8", kResult + " 01 remote short"),
    Ids("SpacesAround", " " + kTrace, kSpan + " ", kResult + " 01 remote short"),
    Ids("ZeroTraceId", "0", kSpan, "none"),
    Ids("ZeroSpanId", kTrace, "0000000000000000", "none"),
    Ids("NotHex", "xyz", kSpan, "none"),
    Ids("LongSpanId", kTrace, "1" + kSpan, "none"),
    Ids("LongTraceId", "1" + kWhole, kSpan, "none"),
    Ids("EmptyTraceId", "", kSpan, "none"),
    Ids("EmptySpanId", kTrace, "", "none"),
    Ids("VeryLong", std::string(1 << 20, '0'), kSpan, "none"),
    Sampled("True", "true", " 01 remote short"),
    Sampled("False", "false", " 00 remote short"),
    Sampled("One", "1", " 01 remote short"),
    Sampled("Zero", "0", " 00 remote short"),
    Sampled("TRUE", "TRUE", " 01 remote short"),
    Sampled("Maybe_IsNoDecision", "maybe", " 00 remote deferred short"),
    Sampled("Absent_IsNoDecision", "", " 00 remote deferred short"),
    Baggage("Item", "Ot-Baggage-User", "u", "user=u"),
    Baggage("ReservedCharacters", "ot-baggage-k", "a,b;c=d e", "k=a,b;c=d e"),
    Baggage("EscapesOfOthers_AreNone", "ot-baggage-k", "a%20b%2Cc", "k=a%20b%2Cc"),
    Baggage("EscapesOfOurs_AreDecoded", "ot-baggage-k", "S%C3%A3o Paulo", "k=S\xc3\xa3o Paulo"),
    Baggage("HalfAnEscape", "ot-baggage-k", "100%", "k=100%"),
    {"NoHeaders", HeaderCarrier(), "none"},
    {"DecisionAlone", HeaderCarrier({{"ot-tracer-sampled", "true"}}), "none"},
    {"BaggageAlone", HeaderCarrier({{"ot-baggage-k", "v"}}), "none"},
};

class OtTraceExtractTest : public ::testing::TestWithParam<OtCase> {};

TEST_P(OtTraceExtractTest, ReadsIdsDecisionAndBaggage) {
  EXPECT_EQ(Text(Extracted(GetParam().headers)), GetParam().expected);
}

TEST_P(OtTraceExtractTest, CountsWhatIsMalformed) {
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  Extracted(GetParam().headers);
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, GetParam().malformed ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(Headers, OtTraceExtractTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(OtTracePropagatorTest, SendsTheLast64BitsOfATraceId) {
  EXPECT_EQ(Injected(Local(1, 10, true)),
            "ot-tracer-sampled: true\not-tracer-spanid: 0000000000000007\n"
            "ot-tracer-traceid: 000000000000000a");
  EXPECT_EQ(Injected(Local(0, 10, false)),
            "ot-tracer-sampled: false\not-tracer-spanid: 0000000000000007\n"
            "ot-tracer-traceid: 000000000000000a");
}

TEST(OtTracePropagatorTest, SendsNothingWithoutATraceId) {
  EXPECT_EQ(Injected(context::Context()), "");
  EXPECT_EQ(Injected(Local(1, 0, true)), "");
}

TEST(OtTracePropagatorTest, LeavesADeferredDecisionOut) {
  EXPECT_EQ(Injected(Extracted(
                HeaderCarrier({{"ot-tracer-traceid", kTrace}, {"ot-tracer-spanid", kSpan}}))),
            "ot-tracer-spanid: " + kSpan + "\not-tracer-traceid: " + kTrace);
}

TEST(OtTracePropagatorTest, SendsBaggageThatAHeaderCanHold) {
  context::Context local = Local(0, 1, true);
  baggage::Baggage items(std::map<std::string, std::string>{{"city", "S\xc3\xa3o Paulo"},
                                                            {"line", "a\r\nb"},
                                                            {"plain", "a,b;c=d e%20"},
                                                            {"no key", "v"}});
  const auto before = Counted(Diagnostic::kBaggageNotAHeader);
  const std::string text =
      Injected(baggage::SetBaggage(local, std::make_shared<baggage::Baggage>(items)));
  EXPECT_EQ(text.substr(0, text.find("\not-tracer")),
            "ot-baggage-city: S%C3%A3o Paulo\not-baggage-line: a%0D%0Ab\n"
            "ot-baggage-plain: a,b;c=d e%20");
  EXPECT_EQ(Counted(Diagnostic::kBaggageNotAHeader) - before, 1u);
}

// A peer that passes baggage on and knows 64 bits of the trace id, as all of this format do.
TEST(OtTracePropagatorTest, RecognisesA128BitTraceThatWentThroughA64BitPeer) {
  HeaderCarrier sent;
  OtTracePropagator(LightStepOptions())
      .Inject(sent, Local(0x4bf92f3577b34da6, 0xa3ce929d0e0e4736, true));
  EXPECT_EQ(sent.Get("ot-tracer-traceid"), kTrace);

  HeaderCarrier returned({{"ot-tracer-traceid", kTrace},
                          {"ot-tracer-spanid", kSpan},
                          {"ot-tracer-sampled", "true"},
                          {"ot-baggage-user", "u"}});
  const std::string item = "ot-baggage-tracebridge-trace-id";
  returned.Set(item, sent.Get(item));
  for (const OtTraceOptions options : {OtTraceOptions{}, LightStepOptions()}) {
    EXPECT_EQ(Text(Extracted(returned, options)), kWhole + " " + kSpan + " 01 remote {user=u}");
  }

  returned.Set("ot-tracer-traceid", "1");  // another trace, with the baggage of this one
  EXPECT_EQ(Text(Extracted(returned)),
            "00000000000000000000000000000001 " + kSpan + " 01 remote short {user=u}");
}

TEST(OtTracePropagatorTest, SendsNoItemForA64BitTrace) {
  EXPECT_EQ(Injected(Local(0, 10, true), LightStepOptions()), Injected(Local(0, 10, true)));
}

TEST(OtTracePropagatorTest, ReadsLightStepsSpanContextWhenToldTo) {
  std::string bytes;
  ASSERT_TRUE(LightStepBinary().ToBytes(Local(0, 10, true), &bytes));
  std::string base64;
  propagators::AppendBase64(bytes, &base64);
  const HeaderCarrier carrier({{"x-ot-span-context", base64}});
  EXPECT_EQ(Text(Extracted(carrier, LightStepOptions())),
            "0000000000000000000000000000000a 0000000000000007 01 remote short");
  EXPECT_EQ(Text(Extracted(carrier)), "none");

  const auto before = Counted(Diagnostic::kHeaderMalformed);
  EXPECT_EQ(Text(Extracted(HeaderCarrier({{"x-ot-span-context", "?"}}), LightStepOptions())),
            "none");
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed) - before, 1u);
}

TEST(OtTracePropagatorTest, NamesItsHeaders) {
  std::string names;
  const auto collect = [&](nostd::string_view name) {
    names.append(name).append(" ");
    return true;
  };
  EXPECT_TRUE(OtTracePropagator().Fields(collect));
  EXPECT_EQ(names, "ot-tracer-traceid ot-tracer-spanid ot-tracer-sampled ");
  names.clear();
  EXPECT_TRUE(OtTracePropagator(LightStepOptions()).Prefixes(collect));
  EXPECT_EQ(names, "ot-baggage- x-ot-span-context ");
}

}  // namespace
}  // namespace tracebridge::ot_trace_propagator_test
