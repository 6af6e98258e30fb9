// The processor of tracebridge/opencensus_sdk.h in a provider of opentelemetry-cpp's SDK.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tracebridge/opencensus_sdk.h"

namespace opencensus::trace::exporter {
class SpanExporterTestPeer {
 public:
  static void Export() { SpanExporter::ExportForTesting(); }
};
}  // namespace opencensus::trace::exporter

namespace tracebridge {
namespace {

namespace sdk = opentelemetry::sdk::trace;
namespace trace = opentelemetry::trace;
using opencensus::trace::Span;
using opencensus::trace::exporter::SpanData;
using opencensus::trace::exporter::SpanExporter;
using opencensus::trace::exporter::SpanExporterTestPeer;
using ProviderPointer = opentelemetry::nostd::shared_ptr<trace::TracerProvider>;

std::vector<SpanData> seen;

class Collector final : public SpanExporter::Handler {
 public:
  void Export(const std::vector<SpanData>& spans) override {
    seen.insert(seen.end(), spans.begin(), spans.end());
  }
};

void SetProvider() {
  trace::Provider::SetTracerProvider(
      ProviderPointer(sdk::TracerProviderFactory::Create(MakeOpenCensusSpanProcessor()).release()));
}

// Exporters cannot be unregistered, so one test tells the story in its order.
TEST(OpenCensusSpanProcessorTest, ShowsSpansOfEveryApiToExportersOnceThereAreSome) {
  SetProvider();
  const auto tracer = trace::Provider::GetTracerProvider()->GetTracer("app");
  tracer->StartSpan("before")->End();
  SpanExporter::RegisterHandler(std::make_unique<Collector>());

  opencensus::trace::AlwaysSampler sampler;
  auto span = Span::StartSpan("opencensus", nullptr, {&sampler});
  span.AddAttribute("k", "v");
  span.AddAnnotation("note");
  span.End();
  tracer->StartSpan("otel")->End();
  SpanExporterTestPeer::Export();

  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].name(), "opencensus");
  EXPECT_EQ(seen[0].context(), span.context());
  EXPECT_EQ(seen[0].attributes().at("k").string_value(), "v");
  EXPECT_EQ(seen[0].annotations().events().size(), 1u);
  EXPECT_EQ(seen[1].name(), "otel");
  trace::Provider::SetTracerProvider(ProviderPointer());
}

TEST(OpenCensusSpanProcessorTest, DrainsWhenItsProviderGoes) {
  SpanExporter::RegisterHandler(std::make_unique<Collector>());
  auto provider = sdk::TracerProviderFactory::Create(MakeOpenCensusSpanProcessor());
  provider->GetTracer("app")->StartSpan("op")->End();
  seen.clear();
  provider.reset();
  ASSERT_GE(seen.size(), 1u);
  EXPECT_EQ(seen.back().name(), "op");
  SpanExporterTestPeer::Export();
}

}  // namespace
}  // namespace tracebridge
