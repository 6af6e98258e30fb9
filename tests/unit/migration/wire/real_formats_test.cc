// The formats that a fleet really mixes, in one request. A context is written as in tests/support/span_context_text.h.
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/datadog_propagator.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opencensus_propagator.h"
#include "tracebridge/ot_trace_propagator.h"
#include "tracebridge/wire_propagator.h"
#include "tracebridge/xray_propagator.h"

namespace tracebridge::wire::real_formats_test {
namespace {

namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using tracebridge::test::HeaderCarrier;
using tracebridge::test::Text;
using Headers = std::vector<std::pair<std::string, std::string>>;

std::vector<NamedFormat> AllFormats() {
  return {
      {"tracecontext", std::make_shared<trace::propagation::HttpTraceContext>()},
      {"baggage", std::make_shared<opentelemetry::baggage::propagation::BaggagePropagator>()},
      {"b3", std::make_shared<trace::propagation::B3Propagator>()},
      {"jaeger", std::make_shared<trace::propagation::JaegerPropagator>()},
      {"lightstep", std::make_shared<OtTracePropagator>(LightStepOptions())},
      {"opencensus", std::make_shared<OpenCensusPropagator>(OpenCensusTags::kAsBaggage)},
      {"gcp", std::make_shared<CloudTracePropagator>()},
      {"xray", std::make_shared<XRayPropagator>()},
      {"datadog", std::make_shared<DatadogPropagator>()},
  };
}

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kShort = "a3ce929d0e0e4736";
const std::string kSpan = "00f067aa0ba902b7";
const std::string kIds = kTrace + " " + kSpan;
const std::pair<std::string, std::string> kSampled = {"traceparent",
                                                      "00-" + kTrace + "-" + kSpan + "-01"};
const std::pair<std::string, std::string> kUnsampled = {"traceparent",
                                                        "00-" + kTrace + "-" + kSpan + "-00"};
// The same ids for Datadog, but for the upper half of the trace id.
const std::pair<std::string, std::string> kDatadogTrace = {"x-datadog-trace-id",
                                                           "11803532876627986230"};
const std::pair<std::string, std::string> kDatadogParent = {"x-datadog-parent-id",
                                                            "67667974448284343"};
const std::string kRoot = "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=" + kSpan;

struct AgreeCase {
  std::string name;
  Headers headers;
  std::string policy;
  std::string expected;
  Headers sent;  // among others
};

const AgreeCase kAgree[] = {
    {"B3Debug",
     {kSampled, {"b3", kTrace + "-" + kSpan + "-d"}},
     "{}",
     kIds + " 01 remote debug",
     {{"b3", kTrace + "-" + kSpan + "-d"},
      kSampled,
      {"uber-trace-id", kTrace + ":" + kSpan + ":0:03"}}},
    {"B3DebugOfATraceThatIsNotSampled",  // "Debug implies an accept decision"
     {kUnsampled, {"b3", kTrace + "-" + kSpan + "-d"}},
     "{}",
     kIds + " 01 remote debug",
     {kSampled}},
    {"B3DebugOfAShortId",
     {kSampled, {"b3", kShort + "-" + kSpan + "-d"}},
     "{}",
     kIds + " 01 remote debug",
     {{"b3", kTrace + "-" + kSpan + "-d"}}},
    {"JaegerDebugAndFirehose",
     {kSampled, {"uber-trace-id", kTrace + ":" + kSpan + ":0:b"}},
     "{}",
     kIds + " 01 remote debug firehose",
     {{"uber-trace-id", kTrace + ":" + kSpan + ":0:0b"}}},
    {"Datadog",
     {kSampled,
      kDatadogTrace,
      kDatadogParent,
      {"x-datadog-sampling-priority", "2"},
      {"x-datadog-origin", "synthetics"},
      {"x-datadog-tags", "_dd.p.dm=-4,_dd.p.tid=4bf92f3577b34da6"}},
     "{}",
     kIds + " 01 remote [dd=s:2;o:synthetics;t.dm:-4]",
     {{"x-datadog-sampling-priority", "2"},
      {"x-datadog-origin", "synthetics"},
      {"x-datadog-tags", "_dd.p.tid=4bf92f3577b34da6,_dd.p.dm=-4"},
      {"tracestate", "dd=s:2;o:synthetics;t.dm:-4"}}},
    {"DatadogBesideATraceState_TheFirstOfTwoMembersCounts",
     {kSampled,
      {"tracestate", "congo=1,dd=s:1;o:rum"},
      kDatadogTrace,
      kDatadogParent,
      {"x-datadog-sampling-priority", "2"}},
     "{}",
     kIds + " 01 remote [congo=1,dd=s:1;o:rum]",
     {{"x-datadog-sampling-priority", "1"}, {"x-datadog-origin", "rum"}}},
    {"XRay",
     {kSampled,
      {"tracestate", "congo=1"},
      {"x-amzn-trace-id", kRoot + ";Sampled=1;Lineage=a87bd80c:1"}},
     "{}",
     kIds + " 01 remote [congo=1,xray=Lineage:a87bd80c:1]",
     {{"x-amzn-trace-id", kRoot + ";Sampled=1;Lineage=a87bd80c:1"}}},
    {"TheDecisionIsThatOfTheFormatWithPrecedence",
     {kUnsampled, {"b3", kTrace + "-" + kSpan + "-1"}},
     "{}",
     kIds + " 00 remote",
     {{"b3", kTrace + "-" + kSpan + "-0"}}},
    {"APrecedenceForB3",
     {kUnsampled, {"tracestate", "congo=1"}, {"b3", kTrace + "-" + kSpan + "-1"}},
     R"({"precedence": ["b3"]})",
     kIds + " 01 remote [congo=1]",
     {{"b3", kTrace + "-" + kSpan + "-1"}, {"tracestate", "congo=1"}}},
    {"APrecedenceForB3_WhichHas64Bits",
     {kUnsampled, {"tracestate", "congo=1"}, {"b3", kShort + "-" + kSpan + "-d"}},
     R"({"precedence": ["b3"]})",
     kIds + " 01 remote debug [congo=1]",
     {{"b3", kTrace + "-" + kSpan + "-d"}, {"tracestate", "congo=1"}}},
    {"UndecidedB3_TheOtherDecides",
     {kSampled, {"b3", kTrace + "-" + kSpan}},
     R"({"precedence": ["b3"]})",
     kIds + " 01 remote",
     {{"b3", kTrace + "-" + kSpan + "-1"}}},
    {"TwoUndecided",
     {{"b3", kTrace + "-" + kSpan}, {"x-cloud-trace-context", kTrace + "/67667974448284343"}},
     "{}",
     kIds + " 00 remote deferred",
     {{"b3", kTrace + "-" + kSpan}}},
    {"TwoShort_StayShort",
     {{"b3", kShort + "-" + kSpan + "-1"}, {"uber-trace-id", kShort + ":" + kSpan + ":0:1"}},
     "{}",
     "0000000000000000" + kShort + " " + kSpan + " 01 remote short",
     {{"b3", kShort + "-" + kSpan + "-1"}}},
    {"RandomTraceId",
     {{"traceparent", "00-" + kTrace + "-" + kSpan + "-03"}, {"b3", kTrace + "-" + kSpan + "-1"}},
     R"({"precedence": ["b3"]})",
     kIds + " 03 remote",
     {{"traceparent", "00-" + kTrace + "-" + kSpan + "-03"}}},
    {"JaegerDebugId_IsForTheFirstSpan",
     {kUnsampled, {"tracestate", "congo=1"}, {"jaeger-debug-id", "ticket"}},
     "{}",
     kIds + " 00 remote id [jaeger-debug-id=ticket,congo=1]",
     {kUnsampled, {"tracestate", "congo=1"}}},
    {"JaegerDebugIdBesideAgreeingFormats",
     {kSampled, {"b3", kTrace + "-" + kSpan + "-d"}, {"jaeger-debug-id", "ticket"}},
     R"({"precedence": ["jaeger", "b3"]})",
     kIds + " 01 remote debug id [jaeger-debug-id=ticket]",
     {kSampled, {"tracestate", ""}}},
    {"JaegerDebugIdBesideJaegersOwnTrace_IsNotUsed",
     {kSampled, {"uber-trace-id", kTrace + ":" + kSpan + ":0:1"}, {"jaeger-debug-id", "ticket"}},
     "{}",
     kIds + " 01 remote",
     {kSampled}},
    {"ADebugRequestWinsOverADecisionNotToSample",
     {{"b3", "0"}, {"jaeger-debug-id", "ticket"}},
     R"({"precedence": ["b3"]})",
     "no ids 01 remote debug id [jaeger-debug-id=ticket]",
     {}},
    {"ADecisionAloneChangesNothing",
     {kUnsampled, {"b3", "d"}},
     "{}",
     kIds + " 00 remote",
     {{"b3", kTrace + "-" + kSpan + "-0"}}},
    {"AnotherSpanSaysNothingOfThisOne",
     {kUnsampled, {"b3", kTrace + "-0000000000000001-d"}},
     "{}",
     kIds + " 00 remote",
     {{"b3", kTrace + "-" + kSpan + "-0"}}},
};

class AgreeingFormatsTest : public ::testing::TestWithParam<AgreeCase> {};

TEST_P(AgreeingFormatsTest, CompleteEachOther) {
  WirePropagator wire(AllFormats());
  ASSERT_TRUE(wire.SetPolicy(*ParsePolicy(GetParam().policy)));
  HeaderCarrier received;
  for (const auto& [name, value] : GetParam().headers) received.Receive(name, value);
  Context empty;
  const Context extracted = wire.Extract(received, empty);
  EXPECT_EQ(Text(trace::GetSpanContext(extracted)), GetParam().expected);

  HeaderCarrier sent;
  wire.Inject(sent, extracted);
  for (const auto& [name, value] : GetParam().sent) EXPECT_EQ(sent.Get(name), value) << name;
}

INSTANTIATE_TEST_SUITE_P(Table, AgreeingFormatsTest, ::testing::ValuesIn(kAgree),
                         [](const auto& info) { return info.param.name; });

struct MalformedCase {
  std::string name;
  Headers headers;
  std::string counted;  // of "formats"
};

const MalformedCase kMalformed[] = {
    {"TraceParent", {{"traceparent", "00-zz"}}, R"({"tracecontext":{"malformed":1}})"},
    {"TraceState",
     {kSampled, {"tracestate", "a=1,B C"}},
     R"({"tracecontext":{"received":1,"malformed":1}})"},
    {"OneMemberOfTheBaggage",
     {{"baggage", "a=1,oops"}},
     R"({"baggage":{"received":1,"malformed":1}})"},
    {"AllBaggage", {{"baggage", "oops"}}, R"({"baggage":{"malformed":1}})"},
    {"SeveralHeadersOfB3",
     {{"X-B3-TraceId", "zz"}, {"X-B3-SpanId", kSpan}},
     R"({"b3":{"malformed":1}})"},
    {"JaegerBesideItsBaggage",
     {{"uber-trace-id", "zz"}, {"uberctx-user", "alice"}},
     R"({"jaeger":{"received":1,"malformed":1}})"},
    {"LightStep", {{"x-ot-span-context", "!!!"}}, R"({"lightstep":{"malformed":1}})"},
    {"OpenCensusTags", {{"grpc-tags-bin", "!!!"}}, R"({"opencensus":{"malformed":1}})"},
    {"DatadogPriority",
     {kDatadogTrace, kDatadogParent, {"x-datadog-sampling-priority", "yes"}},
     R"({"datadog":{"received":1,"malformed":1}})"},
    {"TwoFormats",
     {{"b3", "zz"}, {"x-cloud-trace-context", "zz"}},
     R"({"b3":{"malformed":1},"gcp":{"malformed":1}})"},
    {"ATraceWithoutASpanIsNotMalformed",
     {{"x-amzn-trace-id", "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736"}},
     "null"},
    {"NorIsAnother",
     {{"x-cloud-trace-context", kTrace}, kSampled},
     R"({"tracecontext":{"received":1}})"},
};

class MalformedFormatsTest : public ::testing::TestWithParam<MalformedCase> {};

TEST_P(MalformedFormatsTest, AreCountedByFormat) {
  WirePropagator wire(AllFormats());
  HeaderCarrier received;
  for (const auto& [name, value] : GetParam().headers) received.Receive(name, value);
  Context empty;
  wire.Extract(received, empty);
  const auto json = nlohmann::ordered_json::parse(wire.CountersJson());
  EXPECT_EQ(json.value("formats", nlohmann::ordered_json()).dump(), GetParam().counted);
}

INSTANTIATE_TEST_SUITE_P(Table, MalformedFormatsTest, ::testing::ValuesIn(kMalformed),
                         [](const auto& info) { return info.param.name; });

// What finds no room in the trace state is left out and counted; the members of the format with precedence stay.
TEST(AgreeingFormatsRoomTest, FindWhatRoomTheTraceStateHas) {
  std::string state;
  for (int i = 0; i < 32; ++i) state += (i == 0 ? "k" : ",k") + std::to_string(i) + "=v";
  WirePropagator wire(AllFormats());
  const HeaderCarrier received({kSampled,
                                {"tracestate", state},
                                {"x-amzn-trace-id", kRoot + ";Sampled=1;Lineage=a87bd80c:1"}});
  const auto before = Counted(Diagnostic::kHeaderFieldDropped);
  Context empty;
  const Context extracted = wire.Extract(received, empty);
  EXPECT_EQ(trace::GetSpanContext(extracted).trace_state()->ToHeader(), state);
  EXPECT_EQ(Counted(Diagnostic::kHeaderFieldDropped), before + 1);
}

}  // namespace
}  // namespace tracebridge::wire::real_formats_test
