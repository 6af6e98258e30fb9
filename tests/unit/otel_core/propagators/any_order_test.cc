// Formats of one composite that name the same parent: what they know together does not depend on their order. A context is
// written as in tests/support/span_context_text.h, the members of its trace state by name.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/support/baggage_text.h"
#include "tests/support/header_carrier.h"
#include "tests/support/span_context_text.h"
#include "tracebridge/cloud_trace_propagator.h"
#include "tracebridge/datadog_propagator.h"
#include "tracebridge/opencensus_propagator.h"
#include "tracebridge/ot_trace_propagator.h"
#include "tracebridge/xray_propagator.h"

namespace tracebridge::any_order_test {
namespace {

namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::propagation::CompositePropagator;
using opentelemetry::context::propagation::TextMapPropagator;
using test::HeaderCarrier;
using Headers = std::vector<std::pair<std::string, std::string>>;
using Parts = std::vector<std::unique_ptr<TextMapPropagator>>;

enum class Format {
  kTraceContext,
  kBaggage,
  kB3,
  kJaeger,
  kOtTrace,
  kOpenCensus,
  kGoogle,
  kXRay,
  kDatadog,
};
using Formats = std::vector<Format>;

std::unique_ptr<TextMapPropagator> Make(Format format) {
  switch (format) {
    case Format::kTraceContext:
      return std::make_unique<trace::propagation::HttpTraceContext>();
    case Format::kBaggage:
      return std::make_unique<opentelemetry::baggage::propagation::BaggagePropagator>();
    case Format::kB3:
      return std::make_unique<trace::propagation::B3Propagator>();
    case Format::kJaeger:
      return std::make_unique<trace::propagation::JaegerPropagator>();
    case Format::kOtTrace:
      return std::make_unique<OtTracePropagator>();
    case Format::kOpenCensus:
      return std::make_unique<OpenCensusPropagator>(OpenCensusTags::kAsBaggage);
    case Format::kGoogle:
      return std::make_unique<CloudTracePropagator>();
    case Format::kXRay:
      return std::make_unique<XRayPropagator>();
    case Format::kDatadog:
      return std::make_unique<DatadogPropagator>();
  }
  return nullptr;
}

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kShort = "a3ce929d0e0e4736";
const std::string kSpan = "00f067aa0ba902b7";
const std::string kIds = kTrace + " " + kSpan;
const std::string kShortIds = "0000000000000000" + kShort + " " + kSpan;
const std::pair<std::string, std::string> kSampled = {"traceparent",
                                                      "00-" + kTrace + "-" + kSpan + "-01"};
const std::pair<std::string, std::string> kUnsampled = {"traceparent",
                                                        "00-" + kTrace + "-" + kSpan + "-00"};
const std::pair<std::string, std::string> kState = {"tracestate", "congo=1"};
const std::pair<std::string, std::string> kDatadogTrace = {"x-datadog-trace-id",
                                                           "11803532876627986230"};
const std::pair<std::string, std::string> kDatadogParent = {"x-datadog-parent-id",
                                                            "67667974448284343"};
const std::string kRoot = "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=" + kSpan;

struct Case {
  std::string name;
  Formats formats;
  Headers headers;
  std::string expected;
  Headers sent;  // among others; an empty value: no such header
};

const Case kCases[] = {
    {"B3Debug",
     {Format::kTraceContext, Format::kB3},
     {kSampled, {"b3", kTrace + "-" + kSpan + "-d"}},
     kIds + " 01 remote debug",
     {{"b3", kTrace + "-" + kSpan + "-d"}, kSampled}},
    {"B3DebugOfATraceThatIsNotSampled",
     {Format::kTraceContext, Format::kB3},
     {kUnsampled, {"b3", kTrace + "-" + kSpan + "-d"}},
     kIds + " 01 remote debug",
     {kSampled}},
    {"B3DebugOfAShortId",
     {Format::kTraceContext, Format::kB3},
     {kSampled, kState, {"b3", kShort + "-" + kSpan + "-d"}},
     kIds + " 01 remote debug [congo=1]",
     {{"b3", kTrace + "-" + kSpan + "-d"}, kSampled, kState}},
    {"B3Undecided_TheOtherDecides",
     {Format::kTraceContext, Format::kB3},
     {kSampled, {"b3", kTrace + "-" + kSpan}},
     kIds + " 01 remote",
     {{"b3", kTrace + "-" + kSpan + "-1"}}},
    {"B3Undecided_TheOtherDenies",
     {Format::kTraceContext, Format::kB3},
     {kUnsampled, {"b3", kTrace + "-" + kSpan}},
     kIds + " 00 remote",
     {{"b3", kTrace + "-" + kSpan + "-0"}}},
    {"TwoUndecided",
     {Format::kB3, Format::kGoogle},
     {{"b3", kTrace + "-" + kSpan}, {"x-cloud-trace-context", kTrace + "/67667974448284343"}},
     kIds + " 00 remote deferred",
     {{"b3", kTrace + "-" + kSpan}}},
    {"JaegerDebugAndFirehose",
     {Format::kTraceContext, Format::kJaeger},
     {kSampled, {"uber-trace-id", kTrace + ":" + kSpan + ":0:b"}},
     kIds + " 01 remote debug firehose",
     {{"uber-trace-id", kTrace + ":" + kSpan + ":0:0b"}}},
    {"TwoShort_StayShort",
     {Format::kB3, Format::kJaeger},
     {{"b3", kShort + "-" + kSpan + "-1"}, {"uber-trace-id", kShort + ":" + kSpan + ":0:1"}},
     kShortIds + " 01 remote short",
     {{"b3", kShort + "-" + kSpan + "-1"}}},
    {"ShortAndLong",
     {Format::kOtTrace, Format::kJaeger},
     {{"ot-tracer-traceid", kShort},
      {"ot-tracer-spanid", kSpan},
      {"ot-tracer-sampled", "true"},
      {"uber-trace-id", kTrace + ":" + kSpan + ":0:3"}},
     kIds + " 01 remote debug",
     {{"uber-trace-id", kTrace + ":" + kSpan + ":0:03"}}},
    {"RandomTraceId",
     {Format::kTraceContext, Format::kB3},
     {{"traceparent", "00-" + kTrace + "-" + kSpan + "-03"}, {"b3", kTrace + "-" + kSpan + "-1"}},
     kIds + " 03 remote",
     {{"traceparent", "00-" + kTrace + "-" + kSpan + "-03"}}},
    {"DatadogPriorityOriginAndTags",
     {Format::kTraceContext, Format::kDatadog},
     {kSampled,
      kState,
      kDatadogTrace,
      kDatadogParent,
      {"x-datadog-sampling-priority", "2"},
      {"x-datadog-origin", "synthetics"},
      {"x-datadog-tags", "_dd.p.dm=-4,_dd.p.tid=4bf92f3577b34da6"}},
     kIds + " 01 remote [congo=1,dd=s:2;o:synthetics;t.dm:-4]",
     {{"x-datadog-sampling-priority", "2"},
      {"x-datadog-origin", "synthetics"},
      {"x-datadog-tags", "_dd.p.tid=4bf92f3577b34da6,_dd.p.dm=-4"},
      {"tracestate", "dd=s:2;o:synthetics;t.dm:-4,congo=1"}}},
    {"DatadogWithoutTheUpperHalf",
     {Format::kTraceContext, Format::kDatadog},
     {kSampled, kDatadogTrace, kDatadogParent, {"x-datadog-sampling-priority", "2"}},
     kIds + " 01 remote [dd=s:2]",
     {{"x-datadog-sampling-priority", "2"}, {"x-datadog-tags", "_dd.p.tid=4bf92f3577b34da6"}}},
    {"DatadogBesideItsMemberOfTheTraceState_WhichCounts",
     {Format::kTraceContext, Format::kDatadog},
     {kSampled,
      {"tracestate", "congo=1,dd=s:1;o:rum"},
      kDatadogTrace,
      kDatadogParent,
      {"x-datadog-sampling-priority", "2"}},
     kIds + " 01 remote [congo=1,dd=s:1;o:rum]",
     {{"x-datadog-sampling-priority", "1"}, {"x-datadog-origin", "rum"}}},
    {"XRayFields",
     {Format::kTraceContext, Format::kXRay},
     {kSampled, kState, {"x-amzn-trace-id", kRoot + ";Sampled=1;Lineage=a87bd80c:1"}},
     kIds + " 01 remote [congo=1,xray=Lineage:a87bd80c:1]",
     {{"x-amzn-trace-id", kRoot + ";Sampled=1;Lineage=a87bd80c:1"}}},
    {"XRayUndecided",
     {Format::kTraceContext, Format::kXRay},
     {kSampled, {"x-amzn-trace-id", kRoot + ";Sampled=?"}},
     kIds + " 01 remote",
     {{"x-amzn-trace-id", kRoot + ";Sampled=1"}}},
    {"ThreeFormats",
     {Format::kTraceContext, Format::kB3, Format::kDatadog},
     {kSampled,
      kState,
      {"b3", kShort + "-" + kSpan + "-d"},
      kDatadogTrace,
      kDatadogParent,
      {"x-datadog-sampling-priority", "2"}},
     kIds + " 01 remote debug [congo=1,dd=s:2]",
     {{"b3", kTrace + "-" + kSpan + "-d"}, {"x-datadog-sampling-priority", "2"}}},
    {"FourFormats",
     {Format::kTraceContext, Format::kXRay, Format::kJaeger, Format::kDatadog},
     {kSampled,
      kState,
      {"x-amzn-trace-id", kRoot + ";Sampled=1;Lineage=a87bd80c:1"},
      {"uber-trace-id", kShort + ":" + kSpan + ":0:9"},
      kDatadogTrace,
      kDatadogParent,
      {"x-datadog-sampling-priority", "2"}},
     kIds + " 01 remote firehose [congo=1,dd=s:2,xray=Lineage:a87bd80c:1]",
     {{"uber-trace-id", kTrace + ":" + kSpan + ":0:09"}, {"x-datadog-sampling-priority", "2"}}},
    {"ADecisionAloneChangesNothing",
     {Format::kTraceContext, Format::kB3},
     {kUnsampled, {"b3", "d"}},
     kIds + " 00 remote",
     {kUnsampled}},
    {"JaegerDebugId",
     {Format::kTraceContext, Format::kJaeger},
     {kUnsampled, kState, {"jaeger-debug-id", "ticket-4711"}},
     kIds + " 00 remote id [congo=1,jaeger-debug-id=ticket-4711]",
     {kUnsampled, kState, {"jaeger-debug-id", ""}}},
    {"JaegerDebugIdBesideTwo",
     {Format::kTraceContext, Format::kB3, Format::kJaeger},
     {kSampled, {"b3", kTrace + "-" + kSpan + "-d"}, {"jaeger-debug-id", "ticket-4711"}},
     kIds + " 01 remote debug id [jaeger-debug-id=ticket-4711]",
     {kSampled, {"tracestate", ""}}},
    {"JaegerDebugIdBesideAnotherFormat",
     {Format::kXRay, Format::kJaeger},
     {{"x-amzn-trace-id", kRoot + ";Sampled=1"}, {"jaeger-debug-id", "ticket-4711"}},
     kIds + " 01 remote id [jaeger-debug-id=ticket-4711]",
     {}},
    {"JaegerDebugIdBesideATraceStateThatIsFull",
     {Format::kTraceContext, Format::kB3, Format::kJaeger},
     {kSampled,
      {"tracestate", "a=" + std::string(250, 'x') + ",b=" + std::string(240, 'y')},
      {"b3", kTrace + "-" + kSpan + "-1"},
      {"jaeger-debug-id", "ticket-4711"}},
     kIds + " 01 remote [a=" + std::string(250, 'x') + ",b=" + std::string(240, 'y') + "]",
     {}},
    {"JaegerDebugIdBesideJaegersOwnTrace_IsNotUsed",
     {Format::kTraceContext, Format::kJaeger},
     {kSampled,
      {"uber-trace-id", kTrace + ":" + kSpan + ":0:1"},
      {"jaeger-debug-id", "ticket-4711"}},
     kIds + " 01 remote",
     {}},
    {"ADebugRequestAndADecisionNotToSample",
     {Format::kB3, Format::kJaeger},
     {{"b3", "0"}, {"jaeger-debug-id", "ticket-4711"}},
     "no ids 01 remote debug id [jaeger-debug-id=ticket-4711]",
     {}},
    {"Baggage",
     {Format::kTraceContext, Format::kBaggage, Format::kJaeger},
     {kSampled, {"baggage", "user=alice"}, {"uberctx-city", "Paris"}},
     kIds + " 01 remote {city=Paris user=alice}",
     {{"uberctx-user", "alice"}, {"uberctx-city", "Paris"}}},
};

// With the members of the trace state in the order of their names: whoever is read last is the first of the list.
std::string Sorted(const std::string& text) {
  const std::size_t begin = text.find('[');
  if (begin == std::string::npos) return text;
  std::vector<std::string> members;
  std::string rest = text.substr(begin + 1, text.size() - begin - 2) + ",";
  for (std::size_t comma; (comma = rest.find(',')) != std::string::npos;) {
    members.push_back(rest.substr(0, comma));
    rest.erase(0, comma + 1);
  }
  std::sort(members.begin(), members.end());
  std::string sorted = text.substr(0, begin + 1);
  for (const std::string& member : members) sorted += member + ",";
  sorted.back() = ']';
  return sorted;
}

std::string TextOf(const Context& context) {
  const std::string items = test::BaggageText(context);
  return Sorted(test::Text(trace::GetSpanContext(context))) +
         (items.empty() ? "" : " {" + items + "}");
}

class AnyOrderTest : public ::testing::TestWithParam<Case> {};

TEST_P(AnyOrderTest, SaysTheSame) {
  HeaderCarrier received;
  for (const auto& [name, value] : GetParam().headers) received.Receive(name, value);
  Formats formats = GetParam().formats;
  std::sort(formats.begin(), formats.end());
  do {
    std::string order;
    Parts parts;
    for (const Format format : formats) {
      order += std::to_string(static_cast<int>(format)) + " ";
      parts.push_back(Make(format));
    }
    SCOPED_TRACE(order);
    CompositePropagator all(std::move(parts));
    Context empty;
    const Context extracted = all.Extract(received, empty);
    EXPECT_EQ(TextOf(extracted), GetParam().expected);
    HeaderCarrier sent;
    all.Inject(sent, extracted);
    for (const auto& [name, value] : GetParam().sent) EXPECT_EQ(sent.Get(name), value) << name;
  } while (std::next_permutation(formats.begin(), formats.end()));
}

INSTANTIATE_TEST_SUITE_P(Table, AnyOrderTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::any_order_test
