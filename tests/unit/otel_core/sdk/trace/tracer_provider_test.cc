#include "opentelemetry/sdk/trace/tracer_provider.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/multi_span_processor.h"
#include "opentelemetry/sdk/trace/provider.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_context_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "tests/unit/otel_core/sdk/trace/recording_exporter.h"

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::exporter::memory::InMemorySpanData;
using opentelemetry::exporter::memory::InMemorySpanExporterFactory;
using opentelemetry::sdk::instrumentationscope::ScopeConfigurator;
using opentelemetry::sdk::resource::Resource;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tracebridge::test::Exported;
using tracebridge::test::RecordingExporter;

std::unique_ptr<SpanProcessor> To(const std::shared_ptr<Exported>& exported) {
  return SimpleSpanProcessorFactory::Create(std::make_unique<RecordingExporter>(exported));
}

class TracerProviderTest : public ::testing::Test {
 protected:
  std::shared_ptr<Exported> exported_ = std::make_shared<Exported>();
  TracerProvider provider_{To(exported_), Resource::GetEmpty()};
};

TEST_F(TracerProviderTest, ReturnsTheSameTracerForTheSameScope) {
  const auto tracer = provider_.GetTracer("name", "1", "url", {{"a", 1}});
  EXPECT_EQ(tracer, provider_.GetTracer("name", "1", "url", {{"a", 1}}));
  EXPECT_NE(tracer, provider_.GetTracer("name", "1", "url"));
  EXPECT_NE(tracer, provider_.GetTracer("name", "2", "url", {{"a", 1}}));
  EXPECT_NE(tracer, provider_.GetTracer("other", "1", "url", {{"a", 1}}));
  EXPECT_NE(tracer, provider_.GetTracer("name", "1", "url", {{"a", 2}}));
}

TEST_F(TracerProviderTest, GivesTracersToManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this] {
      for (int n = 0; n < 100; ++n) provider_.GetTracer("t" + std::to_string(n))->StartSpan("s");
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(exported_->count(), 400u);
}

TEST_F(TracerProviderTest, SendsEverySpanToEveryProcessor) {
  const auto second = std::make_shared<Exported>();
  const auto tracer = provider_.GetTracer("t");
  provider_.AddProcessor(To(second));
  auto span = tracer->StartSpan("s", {{"a", 1}});
  span->AddEvent("e");
  span->SetStatus(api::StatusCode::kError, "EIO");
  span->End();
  EXPECT_THAT(exported_->spans(), ElementsAre("s {a: 1} event e {} status error \"EIO\""));
  EXPECT_EQ(second->spans(), exported_->spans());
  EXPECT_TRUE(provider_.ForceFlush());
  EXPECT_EQ(second->flushes(), 1);
  EXPECT_TRUE(provider_.Shutdown());
  EXPECT_EQ(second->shutdowns(), 1);
}

TEST_F(TracerProviderTest, KeepsOpenSpansAwayFromANewProcessor) {
  const auto second = std::make_shared<Exported>();
  const auto tracer = provider_.GetTracer("t");
  auto early = tracer->StartSpan("early");
  provider_.AddProcessor(To(second));
  auto both = tracer->StartSpan("both");
  const auto third = std::make_shared<Exported>();
  provider_.AddProcessor(To(third));
  early->End();
  both->End();
  EXPECT_THAT(exported_->spans(), ElementsAre("early {}", "both {}"));
  EXPECT_THAT(second->spans(), ElementsAre("both {}"));
  EXPECT_THAT(third->spans(), IsEmpty());
}

TEST_F(TracerProviderTest, MixesKindsOfExporters) {
  std::shared_ptr<InMemorySpanData> data;
  provider_.AddProcessor(
      SimpleSpanProcessorFactory::Create(InMemorySpanExporterFactory::Create(data)));
  provider_.GetTracer("t")->StartSpan("s", {{"a", 1}});
  EXPECT_THAT(exported_->spans(), ElementsAre("s {a: 1}"));
  const auto spans = data->GetSpans();
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(std::get<std::int32_t>(spans[0]->GetAttributes().at("a")), 1);
}

TEST_F(TracerProviderTest, DisablesTracersByConfiguration) {
  const auto quiet = provider_.GetTracer("quiet");
  const auto loud = provider_.GetTracer("loud");
  EXPECT_TRUE(quiet->Enabled());
  provider_.UpdateTracerConfigurator(std::make_unique<ScopeConfigurator<TracerConfig>>(
      ScopeConfigurator<TracerConfig>::Builder(TracerConfig::Enabled())
          .AddConditionNameEquals("quiet", TracerConfig::Disabled())
          .Build()));
  EXPECT_FALSE(quiet->Enabled());
  EXPECT_TRUE(loud->Enabled());
  EXPECT_FALSE(quiet->StartSpan("s")->IsRecording());
  loud->StartSpan("s");
  EXPECT_EQ(exported_->count(), 1u);
}

TEST_F(TracerProviderTest, SurvivesAConfiguratorThatThrows) {
  const auto tracer = provider_.GetTracer("t");
  provider_.UpdateTracerConfigurator(std::make_unique<ScopeConfigurator<TracerConfig>>(
      ScopeConfigurator<TracerConfig>::Builder(TracerConfig::Enabled())
          .AddCondition([](const InstrumentationScope&) -> bool { throw std::runtime_error("no"); },
                        TracerConfig::Disabled())
          .Build()));
  EXPECT_TRUE(tracer->StartSpan("s")->IsRecording());
  EXPECT_FALSE(provider_.GetTracer("new")->StartSpan("s")->IsRecording());
}

// "Enabled MUST return false when there are no registered SpanProcessors" (trace/sdk.md "Tracer").
TEST(TracerProviderWithoutProcessorTest, IsNotEnabled) {
  TracerProvider provider(std::vector<std::unique_ptr<SpanProcessor>>{}, Resource::GetEmpty());
  const auto tracer = provider.GetTracer("t");
  EXPECT_FALSE(tracer->Enabled());
  EXPECT_FALSE(tracer->StartSpan("s")->IsRecording());
  const auto exported = std::make_shared<Exported>();
  provider.AddProcessor(To(exported));
  EXPECT_TRUE(tracer->Enabled());
  tracer->StartSpan("s");
  EXPECT_EQ(exported->count(), 1u);
}

TEST(TracerProviderLifetimeTest, LetsTracersOutliveIt) {
  const auto exported = std::make_shared<Exported>();
  auto provider = std::make_unique<TracerProvider>(To(exported), Resource::GetEmpty());
  const auto tracer = provider->GetTracer("t");
  auto span = tracer->StartSpan("s");
  provider.reset();
  EXPECT_FALSE(tracer->StartSpan("late")->IsRecording());
  EXPECT_FALSE(tracer->Enabled());
  span->End();
  EXPECT_EQ(exported->count(), 0u);
}

TEST(TracerProviderLifetimeTest, LetsSpansOutliveItOnOtherThreads) {
  for (int round = 0; round < 50; ++round) {
    const auto exported = std::make_shared<Exported>();
    auto provider = std::make_unique<TracerProvider>(To(exported), Resource::GetEmpty());
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([span = provider->GetTracer("t")->StartSpan("s")] {
        span->SetAttribute("k", "v");
        span->End();
      });
    }
    provider.reset();
    for (auto& thread : threads) thread.join();
    EXPECT_LE(exported->count(), 3u);
  }
}

// Tells when it is destroyed, which is when the last open span ends.
class WatchedProcessor final : public SpanProcessor {
 public:
  explicit WatchedProcessor(bool* destroyed) : destroyed_(destroyed) {}
  ~WatchedProcessor() override { *destroyed_ = true; }
  std::unique_ptr<Recordable> MakeRecordable() noexcept override { return SpanRecord::Create(); }
  void OnStart(Recordable&, const api::SpanContext&) noexcept override {}
  void OnEnd(std::unique_ptr<Recordable>&&) noexcept override {}
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  bool* destroyed_;
};

TEST(TracerProviderLifetimeTest, DestroysItsProcessorsWithTheLastSpan) {
  bool destroyed = false;
  auto provider = std::make_unique<TracerProvider>(std::make_unique<WatchedProcessor>(&destroyed),
                                                   Resource::GetEmpty());
  auto first = provider->GetTracer("t")->StartSpan("first");
  auto second = provider->GetTracer("t")->StartSpan("second");
  provider.reset();
  EXPECT_FALSE(destroyed);
  first->End();
  EXPECT_FALSE(destroyed);
  std::thread([&] { second->End(); }).join();
  EXPECT_TRUE(destroyed);
}

TEST(TracerProviderLifetimeTest, DestroysItsProcessorsAtOnceWithoutSpans) {
  bool destroyed = false;
  TracerProvider(std::make_unique<WatchedProcessor>(&destroyed), Resource::GetEmpty())
      .GetTracer("t")
      ->StartSpan("ended");
  EXPECT_TRUE(destroyed);
}

TEST(TracerProviderFactoryTest, MakesProvidersOfEveryForm) {
  const auto exported = std::make_shared<Exported>();
  std::vector<std::unique_ptr<SpanProcessor>> processors;
  processors.push_back(To(exported));
  processors.push_back(To(exported));
  TracerProviderFactory::Create(std::move(processors))->GetTracer("t")->StartSpan("a");
  EXPECT_EQ(exported->count(), 2u);

  std::vector<std::unique_ptr<SpanProcessor>> one;
  one.push_back(To(exported));
  auto provider = TracerProviderFactory::Create(TracerContextFactory::Create(std::move(one)));
  provider->GetTracer("t")->StartSpan("b");
  EXPECT_EQ(exported->count(), 3u);
}

TEST(ProviderTest, InstallsForTheProcessUnlessDisabled) {
  const auto exported = std::make_shared<Exported>();
  const std::shared_ptr<api::TracerProvider> provider = TracerProviderFactory::Create(To(exported));
  const std::shared_ptr<api::TracerProvider> none;
  setenv("OTEL_SDK_DISABLED", "true", 1);
  Provider::SetTracerProvider(provider);
  EXPECT_NE(api::Provider::GetTracerProvider(), provider);
  unsetenv("OTEL_SDK_DISABLED");
  Provider::SetTracerProvider(provider);
  EXPECT_EQ(api::Provider::GetTracerProvider(), provider);
  Provider::SetTracerProvider(none);
}

}  // namespace
}  // namespace tracebridge
