#include "opentelemetry/sdk/trace/finished_span_observer.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/sdk/trace/unended_spans.h"
#include "opentelemetry/trace/tracer.h"

namespace opentelemetry::sdk::trace {
namespace {

std::vector<std::string> seen;
std::vector<std::unique_ptr<SpanRecord>> copies;

void See(const SpanRecord& record) noexcept {
  seen.emplace_back(record.name());
  copies.push_back(record.Copy());
}

class FinishedSpanObserverTest : public testing::Test {
 protected:
  FinishedSpanObserverTest() { SetFinishedSpanObserver(See); }
  ~FinishedSpanObserverTest() override {
    SetFinishedSpanObserver(nullptr);
    seen.clear();
    copies.clear();
  }

  std::unique_ptr<SpanProcessor> Processor() {
    return SimpleSpanProcessorFactory::Create(
        exporter::memory::InMemorySpanExporterFactory::Create(memory_));
  }

  std::shared_ptr<exporter::memory::InMemorySpanData> memory_ =
      std::make_shared<exporter::memory::InMemorySpanData>(16);
};

TEST_F(FinishedSpanObserverTest, SeesSpansOfOneAndOfSeveralProcessors) {
  const auto one = TracerProviderFactory::Create(Processor());
  one->GetTracer("t")->StartSpan("one")->End();

  std::vector<std::unique_ptr<SpanProcessor>> processors;
  processors.push_back(Processor());
  processors.push_back(Processor());
  const auto several = TracerProviderFactory::Create(std::move(processors));
  several->GetTracer("t")->StartSpan("several")->End();
  EXPECT_EQ(seen, (std::vector<std::string>{"one", "several"}));
}

TEST_F(FinishedSpanObserverTest, DoesNotSeeWhatIsNotSampled) {
  const auto provider = TracerProviderFactory::Create(Processor(), resource::Resource::Create({}),
                                                      AlwaysOffSamplerFactory::Create());
  provider->GetTracer("t")->StartSpan("unsampled")->End();
  EXPECT_TRUE(seen.empty());
}

TEST_F(FinishedSpanObserverTest, CopyHoldsWhatTheRecordHeld) {
  {
    const auto provider = TracerProviderFactory::Create(Processor());
    const auto span = provider->GetTracer("t")->StartSpan("s", {{"k", "v"}});
    span->AddEvent("e", {{"n", 1}});
    span->SetStatus(opentelemetry::trace::StatusCode::kError, "no");
    span->SetAttribute("long", std::string(5000, 'x'));
    span->End();
  }
  ASSERT_EQ(copies.size(), 1u);
  const SpanRecord& copy = *copies[0];
  const auto original = std::move(memory_->GetSpans().at(0));
  EXPECT_EQ(copy.name(), "s");
  EXPECT_EQ(copy.trace_id(), original->GetTraceId());
  EXPECT_EQ(copy.span_id(), original->GetSpanId());
  EXPECT_EQ(copy.attribute_count(), 2u);
  EXPECT_EQ((*copy.events().begin()).name(), "e");
  EXPECT_EQ(copy.status_description(), "no");
  EXPECT_EQ(copy.duration(), original->GetDuration());
  EXPECT_EQ(copy.scope(), nullptr) << "it lives only as long as its provider";
}

TEST_F(FinishedSpanObserverTest, SpansOfAScopeCanBeDiscardedWhenTheyAreNotEnded) {
  ASSERT_TRUE(DiscardUnendedSpansOf("must-be-ended"));
  ASSERT_TRUE(DiscardUnendedSpansOf("must-be-ended"));
  const auto provider = TracerProviderFactory::Create(Processor());
  provider->GetTracer("must-be-ended")->StartSpan("forgotten");
  provider->GetTracer("must-be-ended")->StartSpan("ended")->End();
  provider->GetTracer("any other")->StartSpan("ended by its destructor");
  EXPECT_EQ(seen, (std::vector<std::string>{"ended", "ended by its destructor"}));
  EXPECT_EQ(memory_->GetSpans().size(), 2u);
}

}  // namespace
}  // namespace opentelemetry::sdk::trace
