// The instrumentation scope's name says which API a span came from; migration reports count by it.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <string>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/bridged_spans.h"

namespace tracebridge {
namespace {

TEST(OriginTest, IsTheNameOfTheInstrumentationScope) {
  test::BridgedSpans bridge(test::Settings{{"OTEL_TRACES_SAMPLER", "always_on"}});
  opentracing::Tracer::Global()->StartSpan("opentracing")->Finish();
  opencensus::trace::Span::StartSpan("opencensus").End();
  opentelemetry::trace::Provider::GetTracerProvider()
      ->GetTracer("shop.cart")
      ->StartSpan("otel")
      ->End();
  const auto spans = bridge.Exported();
  EXPECT_EQ(spans.at("opentracing").scope, "opentracing-shim");
  EXPECT_EQ(spans.at("opencensus").scope, "opencensus-shim");
  EXPECT_EQ(spans.at("otel").scope, "shop.cart");
}

}  // namespace
}  // namespace tracebridge
