// A service that is instrumented with OpenTracing, between peers that speak the formats of its time.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/sdk_shim.h"
#include "tracebridge/ot_trace_propagator.h"

namespace tracebridge {
namespace {

namespace formats = opentelemetry::trace::propagation;
using test::Headers;
using test::HttpReader;
using test::HttpWriter;
using test::SdkShim;

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kLow = "a3ce929d0e0e4736";
const std::string kSpan = "00f067aa0ba902b7";

template <class Format>
SdkShim::Propagator Of() {
  return SdkShim::Propagator(new Format());
}

// What a service sends on that starts a span for what it receives and another below that; ids of spans, which are random,
// are written as `*`.
std::string SentOn(SdkShim& service, const Headers& received) {
  auto extracted = service.tracer->Extract(HttpReader{received});
  if (!extracted) return "error: " + extracted.error().message();
  if (*extracted == nullptr) return "nothing extracted";
  const auto span = service.tracer->StartSpan("server", {opentracing::ChildOf(extracted->get())});
  const auto child = service.tracer->StartSpan("client", {opentracing::ChildOf(&span->context())});
  const HttpWriter writer;
  EXPECT_TRUE(service.tracer->Inject(child->context(), writer));
  std::string text = test::Text(writer.headers);
  const std::string id = child->context().ToSpanID();
  for (std::size_t at = 0; (at = text.find(id)) != std::string::npos;)
    text.replace(at, id.size(), "*");
  return text;
}

TEST(OpenTracingHeadersTest, AJaegerTraceGoesOnWithItsDebugFlagAndBaggage) {
  SdkShim service({}, Of<formats::JaegerPropagator>());
  EXPECT_EQ(SentOn(service, {{"Host", "h"},
                             {"Uber-Trace-Id", kTrace + ":" + kSpan + ":0:3"},
                             {"Uberctx-City", "S%C3%A3o%20Paulo"},
                             {"Jaeger-Baggage", "user=42"}}),
            "uber-trace-id: " + kTrace +
                ":*:0:03\n"
                "uberctx-user: 42\nuberctx-city: S%C3%A3o%20Paulo");
  for (const auto& span : service.Finished()) EXPECT_TRUE(span->GetSpanContext().IsSampled());
}

TEST(OpenTracingHeadersTest, A64BitB3TraceStays64BitsLong) {
  SdkShim service({}, Of<formats::B3PropagatorMultiHeader>());
  EXPECT_EQ(
      SentOn(service, {{"x-b3-traceid", kLow}, {"x-b3-spanid", kSpan}, {"x-b3-sampled", "1"}}),
      "X-B3-TraceId: " + kLow + "\nX-B3-SpanId: *\nX-B3-Sampled: 1");
}

TEST(OpenTracingHeadersTest, AB3DebugFlagReachesTheNextService) {
  SdkShim service({}, Of<formats::B3Propagator>());
  EXPECT_EQ(
      SentOn(service, {{"x-b3-traceid", kTrace}, {"x-b3-spanid", kSpan}, {"x-b3-flags", "1"}}),
      "b3: " + kTrace + "-*-d");
}

TEST(OpenTracingHeadersTest, AnUndecidedB3TraceIsDecidedHere) {
  SdkShim service({}, Of<formats::B3Propagator>());
  EXPECT_EQ(SentOn(service, {{"b3", kTrace + "-" + kSpan}}), "b3: " + kTrace + "-*-1");
  EXPECT_EQ(service.Finished().size(), 2u);
}

TEST(OpenTracingHeadersTest, ADenialWithoutIdsIsObeyed) {
  SdkShim service({}, Of<formats::B3Propagator>());
  const std::string sent = SentOn(service, {{"b3", "0"}});
  EXPECT_EQ(sent.substr(0, 4), "b3: ");
  EXPECT_EQ(sent.substr(sent.size() - 4), "-*-0");
  EXPECT_TRUE(service.Finished().empty());
}

TEST(OpenTracingHeadersTest, ABasicTracersBaggageGoesOn) {
  SdkShim service({}, Of<OtTracePropagator>());
  EXPECT_EQ(SentOn(service, {{"Ot-Tracer-Traceid", kLow},
                             {"Ot-Tracer-Spanid", kSpan},
                             {"Ot-Tracer-Sampled", "true"},
                             {"Ot-Baggage-Order", "a,b;c=d e"}}),
            "ot-tracer-traceid: " + kLow +
                "\not-tracer-spanid: *\not-tracer-sampled: true\n"
                "ot-baggage-order: a,b;c=d e");
}

TEST(OpenTracingHeadersTest, BaggageAloneIsExtractedAndAMalformedTraceIsAnError) {
  SdkShim service({}, Of<formats::JaegerPropagator>());
  const auto baggage = service.tracer->Extract(HttpReader{{{"uberctx-k", "v"}}});
  ASSERT_TRUE(baggage && *baggage != nullptr);
  std::string items;
  (*baggage)->ForeachBaggageItem([&](const std::string& key, const std::string& value) {
    items += key + "=" + value;
    return true;
  });
  EXPECT_EQ(items, "k=v");
  const auto malformed = service.tracer->Extract(HttpReader{{{"uber-trace-id", "x"}}});
  ASSERT_FALSE(malformed);
  EXPECT_EQ(malformed.error(), opentracing::span_context_corrupted_error);
}

}  // namespace
}  // namespace tracebridge
