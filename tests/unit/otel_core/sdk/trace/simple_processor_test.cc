#include "opentelemetry/sdk/trace/simple_processor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "tests/unit/otel_core/sdk/trace/recording_exporter.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::sdk::resource::Resource;
using ::testing::ElementsAre;
using tracebridge::test::Exported;
using tracebridge::test::RecordingExporter;

class SimpleSpanProcessorTest : public ::testing::Test {
 protected:
  std::shared_ptr<Exported> exported_ = std::make_shared<Exported>();
  TracerProvider provider_{
      SimpleSpanProcessorFactory::Create(std::make_unique<RecordingExporter>(exported_)),
      Resource::GetEmpty()};
};

TEST_F(SimpleSpanProcessorTest, ExportsOneByOne) {
  const auto tracer = provider_.GetTracer("t");
  tracer->StartSpan("a");
  tracer->StartSpan("b");
  EXPECT_THAT(exported_->spans(), ElementsAre("a {}", "b {}"));
  EXPECT_THAT(exported_->batches(), ElementsAre(1u, 1u));
}

TEST_F(SimpleSpanProcessorTest, PassesFlushAndShutdownOn) {
  EXPECT_TRUE(provider_.ForceFlush());
  EXPECT_EQ(exported_->flushes(), 1);
  EXPECT_TRUE(provider_.Shutdown());
  EXPECT_TRUE(provider_.Shutdown());
  EXPECT_EQ(exported_->shutdowns(), 1);
}

TEST_F(SimpleSpanProcessorTest, DropsAndCountsAfterShutdown) {
  auto span = provider_.GetTracer("t")->StartSpan("late");
  provider_.Shutdown();
  const auto before = Counted(Diagnostic::kSpanDroppedAfterShutdown);
  span->End();
  EXPECT_EQ(exported_->count(), 0u);
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedAfterShutdown), before + 1);
}

TEST_F(SimpleSpanProcessorTest, CountsWhatTheExporterRefuses) {
  exported_->FailFromNowOn();
  const auto before = Counted(Diagnostic::kSpanDroppedExportFailed);
  provider_.GetTracer("t")->StartSpan("a");
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedExportFailed), before + 1);
}

TEST_F(SimpleSpanProcessorTest, ExportsFromManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this] {
      const auto tracer = provider_.GetTracer("t");
      for (int n = 0; n < 250; ++n) tracer->StartSpan("s");
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(exported_->count(), 1000u);
}

TEST(SimpleSpanProcessorWithoutExporterTest, RecordsNothing) {
  TracerProvider provider(SimpleSpanProcessorFactory::Create(nullptr), Resource::GetEmpty());
  EXPECT_FALSE(provider.GetTracer("t")->StartSpan("s")->IsRecording());
  EXPECT_TRUE(provider.ForceFlush());
}

}  // namespace
}  // namespace tracebridge
