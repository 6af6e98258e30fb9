#include "opencensus/trace/sampler.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "opencensus/trace/span.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tracebridge/opencensus_sdk.h"

namespace tracebridge {
namespace {

namespace sdk = opentelemetry::sdk::trace;
namespace trace = opentelemetry::trace;
using opencensus::trace::Span;
using ProviderPointer = opentelemetry::nostd::shared_ptr<trace::TracerProvider>;

class OpenCensusAwareSamplerTest : public ::testing::Test {
 protected:
  ~OpenCensusAwareSamplerTest() override { trace::Provider::SetTracerProvider(ProviderPointer()); }

  static void Set(std::unique_ptr<sdk::Sampler> inner) {
    trace::Provider::SetTracerProvider(ProviderPointer(
        sdk::TracerProviderFactory::Create(MakeOpenCensusSpanProcessor(),
                                           opentelemetry::sdk::resource::Resource::GetEmpty(),
                                           MakeOpenCensusAwareSampler(std::move(inner)))
            .release()));
  }

  opencensus::trace::AlwaysSampler always_;
  opencensus::trace::NeverSampler never_;
};

TEST_F(OpenCensusAwareSamplerTest, ASamplerThatTheCallNamesDecides) {
  Set(sdk::AlwaysOffSamplerFactory::Create());
  EXPECT_TRUE(Span::StartSpan("named", nullptr, {&always_}).IsSampled());
  Set(sdk::AlwaysOnSamplerFactory::Create());
  EXPECT_FALSE(Span::StartSpan("named", nullptr, {&never_}).IsSampled());
}

TEST_F(OpenCensusAwareSamplerTest, AnotherDecidesAboutAllOtherSpans) {
  Set(sdk::AlwaysOffSamplerFactory::Create());
  EXPECT_FALSE(Span::StartSpan("unnamed").IsSampled());
  EXPECT_FALSE(
      trace::Provider::GetTracerProvider()->GetTracer("app")->StartSpan("otel")->IsRecording());
  Set(sdk::AlwaysOnSamplerFactory::Create());
  EXPECT_TRUE(Span::StartSpan("unnamed").IsSampled());
  EXPECT_TRUE(
      trace::Provider::GetTracerProvider()->GetTracer("app")->StartSpan("otel")->IsRecording());
}

}  // namespace
}  // namespace tracebridge
