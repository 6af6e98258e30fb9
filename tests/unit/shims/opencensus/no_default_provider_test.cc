#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "tests/support/recording_tracer.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {

using opencensus::trace::AlwaysSampler;
using opencensus::trace::Span;
using opencensus::trace::exporter::SpanData;
using opencensus::trace::exporter::SpanExporter;
using opentelemetry::trace::Provider;
using ProviderPointer = opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>;

class Deaf final : public SpanExporter::Handler {
 public:
  void Export(const std::vector<SpanData>&) override {}
};

TEST(NoDefaultProviderTest, SpansAreNotRecordedUntilTheProgramSetsAProvider) {
  AlwaysSampler sampler;
  EXPECT_FALSE(Span::StartSpan("before", nullptr, {&sampler}).IsRecording());

  const auto recording = std::make_shared<test::Recording>();
  Provider::SetTracerProvider(ProviderPointer(new test::RecordingProvider(recording)));
  Span::StartSpan("after", nullptr, {&sampler}).End();
  Provider::SetTracerProvider(ProviderPointer());
  ASSERT_EQ(recording->spans.size(), 1u);
  EXPECT_EQ(recording->spans[0]->name, "after");
}

TEST(NoDefaultProviderTest, SaysAndCountsThatExportersGetNothing) {
  ::testing::internal::CaptureStderr();
  SpanExporter::RegisterHandler(std::make_unique<Deaf>());
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("OpenCensus exporters get no spans"),
            std::string::npos);
  EXPECT_EQ(Counted(Diagnostic::kNoSpansForOpenCensusExporters), 1u);

  ::testing::internal::CaptureStderr();
  SpanExporter::RegisterHandler(std::make_unique<Deaf>());
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "") << "once is enough";
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
