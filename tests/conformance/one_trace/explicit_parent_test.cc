// A parent or a reference that a start names is its parent, whatever is current and whichever API made it so.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <memory>
#include <string>
#include <utility>

#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/three_apis.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::explicit_parent_test {
namespace {

struct Case {
  const char* name;
  // Starts `current` and makes it current while the result lives.
  std::shared_ptr<void> (*make_current)(test::ThreeApis& apis);
};

std::shared_ptr<void> Nothing(test::ThreeApis&) { return nullptr; }

std::shared_ptr<void> Otel(test::ThreeApis& apis) {
  return std::make_shared<opentelemetry::trace::Scope>(apis.StartOtel("current"));
}
std::shared_ptr<void> OpenTracing(test::ThreeApis& apis) {
  return std::make_shared<ActivateSpan>(*apis.StartOpenTracing("current"));
}
std::shared_ptr<void> OpenTracingPolicy(test::ThreeApis&) {
  OpenTracingOptions options;
  options.activation = OpenTracingActivation::kThread;
  return std::shared_ptr<opentracing::Span>(MakeOpenTracingTracer(options)->StartSpan("current"));
}
std::shared_ptr<void> OpenCensus(test::ThreeApis&) {
  return std::make_shared<opencensus::trace::WithSpan>(test::ThreeApis::StartOpenCensus("current"));
}

class ExplicitParentTest : public testing::TestWithParam<Case> {};

TEST_P(ExplicitParentTest, IsTheParent) {
  test::ThreeApis apis;
  {
    const auto otel = apis.StartOtel("otel parent");
    const auto legacy = apis.StartOpenTracing("opentracing parent");
    const auto opencensus = test::ThreeApis::StartOpenCensus("opencensus parent");
    const auto current = GetParam().make_current(apis);

    opentelemetry::trace::StartSpanOptions options;
    options.parent = otel->GetContext();
    opentelemetry::trace::Provider::GetTracerProvider()
        ->GetTracer("test")
        ->StartSpan("otel", options)
        ->End();
    apis.opentracing().StartSpan("opentracing", {opentracing::ChildOf(&legacy->context())});
    apis.opentracing().StartSpan("following", {opentracing::FollowsFrom(&legacy->context())});
    opencensus::trace::Span::StartSpan("opencensus", &opencensus).End();
    otel->End();
    legacy->Finish();
    opencensus.End();
  }
  const auto spans = apis.Finished();
  for (const auto& [name, parent] : {std::pair{"otel", "otel parent"},
                                     {"opentracing", "opentracing parent"},
                                     {"following", "opentracing parent"},
                                     {"opencensus", "opencensus parent"}}) {
    EXPECT_EQ(spans.at(name)->GetParentSpanId(), spans.at(parent)->GetSpanId()) << name;
    EXPECT_EQ(spans.at(name)->GetTraceId(), spans.at(parent)->GetTraceId()) << name;
    EXPECT_FALSE(spans.at(parent)->GetParentSpanId().IsValid()) << parent;
  }
}

INSTANTIATE_TEST_SUITE_P(UnderACurrentSpanOf, ExplicitParentTest,
                         testing::Values(Case{"Nothing", Nothing}, Case{"OpenTelemetry", Otel},
                                         Case{"OpenTracing", OpenTracing},
                                         Case{"OpenTracingPolicy", OpenTracingPolicy},
                                         Case{"OpenCensus", OpenCensus}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace tracebridge::explicit_parent_test
