// What survives a hop from one process to the next: each API's inject to each API's extract, over the propagators that
// the bridge configures. OpenCensus C++ has one header, traceparent: its programs carry neither tracestate nor baggage,
// on whichever side they are (docs/mapping.md).
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <memory>
#include <string>
#include <utility>

#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/bridged_spans.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"

namespace tracebridge {
namespace {

using opencensus::trace::propagation::FromTraceParentHeader;
using opencensus::trace::propagation::ToTraceParentHeader;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
namespace otel = opentelemetry::trace;

enum Api { kOtel, kOpenTracing, kOpenCensus };

// What travels between two processes.
struct Wire {
  test::Headers headers;

  std::string Get(const std::string& name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return "";
  }
  test::HeaderCarrier Carrier() const {
    test::HeaderCarrier carrier;
    for (const auto& [key, value] : headers) carrier.Receive(key, value);
    return carrier;
  }
};

Wire FromOtel(const Context& context) {
  test::HeaderCarrier carrier;
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, context);
  Wire wire;
  for (const char* name : {"traceparent", "tracestate", "baggage"}) {
    const auto value = carrier.Get(name);
    if (!value.empty()) wire.headers.emplace_back(name, std::string(value.data(), value.size()));
  }
  return wire;
}

Context ExtractOtel(const Wire& wire) {
  Context empty;
  return GlobalTextMapPropagator::GetGlobalPropagator()->Extract(wire.Carrier(), empty);
}

std::unique_ptr<opentracing::SpanContext> ExtractOpenTracing(const Wire& wire) {
  auto context = opentracing::Tracer::Global()->Extract(test::HttpReader(wire.headers));
  EXPECT_TRUE(context);
  return context ? std::move(*context) : nullptr;
}

// A service on `api` is called with `wire`, starts the span `name`, and calls the next one. Returns what it sends.
Wire Serve(Api api, const std::string& name, const Wire& wire) {
  Wire sent;
  switch (api) {
    case kOtel: {
      const auto token = RuntimeContext::Attach(ExtractOtel(wire));
      otel::StartSpanOptions server;
      server.kind = otel::SpanKind::kServer;
      const auto span =
          otel::Provider::GetTracerProvider()->GetTracer("next")->StartSpan(name, server);
      const otel::Scope scope(span);
      sent = FromOtel(RuntimeContext::GetCurrent());
      span->End();
      break;
    }
    case kOpenTracing: {
      const auto parent = ExtractOpenTracing(wire);
      const auto span =
          opentracing::Tracer::Global()->StartSpan(name, {opentracing::ChildOf(parent.get())});
      test::HttpWriter writer;
      EXPECT_TRUE(opentracing::Tracer::Global()->Inject(span->context(), writer));
      sent.headers = writer.headers;
      span->Finish();
      break;
    }
    case kOpenCensus: {
      const auto span = opencensus::trace::Span::StartSpanWithRemoteParent(
          name, FromTraceParentHeader(wire.Get("traceparent")));
      sent.headers.emplace_back("traceparent", ToTraceParentHeader(span.context()));
      span.End();
      break;
    }
  }
  return sent;
}

std::string TraceIdOf(const Wire& wire) { return wire.Get("traceparent").substr(3, 32); }
std::string SpanIdOf(const Wire& wire) { return wire.Get("traceparent").substr(36, 16); }
std::string FlagsOf(const Wire& wire) { return wire.Get("traceparent").substr(53); }

struct Hop {
  std::string name;
  Api from;
  Api to;
  bool carries_state_and_baggage;
};

const Hop kHops[] = {
    {"OtelToOtel", kOtel, kOtel, true},
    {"OtelToOpenTracing", kOtel, kOpenTracing, true},
    {"OtelToOpenCensus", kOtel, kOpenCensus, false},
    {"OpenTracingToOtel", kOpenTracing, kOtel, true},
    {"OpenTracingToOpenTracing", kOpenTracing, kOpenTracing, true},
    {"OpenTracingToOpenCensus", kOpenTracing, kOpenCensus, false},
    {"OpenCensusToOtel", kOpenCensus, kOtel, false},
    {"OpenCensusToOpenTracing", kOpenCensus, kOpenTracing, false},
    {"OpenCensusToOpenCensus", kOpenCensus, kOpenCensus, false},
};

class HopsTest : public ::testing::TestWithParam<Hop> {
 protected:
  // A peer calls the first service, which calls the second.
  void Call(const std::string& flags) {
    const Wire from_peer{
        {{"traceparent", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-" + flags},
         {"tracestate", "vendor=opaque,other=1"},
         {"baggage", "user=al%20ice,path=%C3%BC"}}};
    first_ = Serve(GetParam().from, "first", from_peer);
    second_ = Serve(GetParam().to, "second", first_);
  }

  test::BridgedSpans bridge_{test::Settings{{"OTEL_TRACES_SAMPLER", "parentbased_always_on"}}};
  Wire first_;
  Wire second_;
};

TEST_P(HopsTest, KeepIdsAndParents) {
  Call("01");
  const auto spans = bridge_.Exported();
  EXPECT_EQ(spans.at("first").parent_span_id, "6162636465666768");
  EXPECT_EQ(spans.at("first").span_id, SpanIdOf(first_));
  EXPECT_EQ(spans.at("second").parent_span_id, SpanIdOf(first_));
  EXPECT_EQ(spans.at("second").span_id, SpanIdOf(second_));
  for (const char* name : {"first", "second"}) {
    EXPECT_EQ(spans.at(name).trace_id, "404142434445464748494a4b4c4d4e4f");
  }
  EXPECT_EQ(TraceIdOf(second_), "404142434445464748494a4b4c4d4e4f");
}

TEST_P(HopsTest, KeepTheSampledFlag) {
  Call("01");
  EXPECT_EQ(FlagsOf(second_), "01");
  EXPECT_EQ(bridge_.Exported().size(), 2u);
}

TEST_P(HopsTest, KeepTheUnsampledFlagAndRecordNothing) {
  Call("00");
  EXPECT_EQ(TraceIdOf(second_), "404142434445464748494a4b4c4d4e4f");
  EXPECT_NE(SpanIdOf(second_), "6162636465666768");
  EXPECT_EQ(FlagsOf(second_), "00");
  EXPECT_EQ(bridge_.Exported().size(), 0u);
}

TEST_P(HopsTest, KeepTracestateAndBaggageWhereTheApiHasThem) {
  Call("01");
  const bool carries = GetParam().carries_state_and_baggage;
  EXPECT_EQ(second_.Get("tracestate"), carries ? "vendor=opaque,other=1" : "");
  EXPECT_EQ(second_.Get("baggage"), carries ? "user=al%20ice,path=%C3%BC" : "");
}

INSTANTIATE_TEST_SUITE_P(EachApiToEachApi, HopsTest, ::testing::ValuesIn(kHops),
                         [](const auto& info) { return info.param.name; });

// The header functions of OpenCensus lose them; code of the other APIs in the same request does not.
TEST(HopsWithinAProcessTest, OpenCensusCodeInTheMiddleLosesNothingOfTheContextAroundIt) {
  test::BridgedSpans bridge(test::Settings{{"OTEL_TRACES_SAMPLER", "parentbased_always_on"}});
  const Wire from_peer{{{"traceparent", "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01"},
                        {"tracestate", "vendor=opaque"},
                        {"baggage", "user=alice"}}};
  const auto token = RuntimeContext::Attach(ExtractOtel(from_peer));
  const auto span = opencensus::trace::Span::StartSpan("opencensus");
  const opencensus::trace::WithSpan scope(span);
  const Wire sent = FromOtel(RuntimeContext::GetCurrent());
  EXPECT_EQ(SpanIdOf(sent), span.context().span_id().ToHex());
  EXPECT_EQ(TraceIdOf(sent), "404142434445464748494a4b4c4d4e4f");
  EXPECT_EQ(sent.Get("tracestate"), "vendor=opaque");
  EXPECT_EQ(sent.Get("baggage"), "user=alice");
}

}  // namespace
}  // namespace tracebridge
