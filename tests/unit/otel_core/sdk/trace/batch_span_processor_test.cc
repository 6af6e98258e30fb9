// OpenTelemetry specification 1.60.0, trace/sdk.md "Batching processor", "ForceFlush()", "Shutdown()".
#include "opentelemetry/sdk/trace/batch_span_processor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "tests/unit/otel_core/sdk/trace/recording_exporter.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::sdk::resource::Resource;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::UnorderedElementsAre;
using tracebridge::test::Exported;
using tracebridge::test::RecordingExporter;

// Exports only when a batch is full or somebody asks.
BatchSpanProcessorOptions Unhurried(std::size_t max_queue_size = 2048,
                                    std::size_t max_export_batch_size = 512) {
  BatchSpanProcessorOptions options;
  options.max_queue_size = max_queue_size;
  options.max_export_batch_size = max_export_batch_size;
  options.schedule_delay_millis = hours(1);
  return options;
}

std::uint64_t Dropped() {
  return Counted(Diagnostic::kSpanDroppedQueueFull) +
         Counted(Diagnostic::kSpanDroppedAfterShutdown) +
         Counted(Diagnostic::kSpanDroppedShutdownTimeout) +
         Counted(Diagnostic::kSpanDroppedExportFailed);
}

// Whether the exporter takes OTLP's bytes (wire_exporter.h) or records: nobody else sees a difference.
class BatchSpanProcessorTest : public ::testing::TestWithParam<bool> {
 protected:
  void Configure(const BatchSpanProcessorOptions& options) {
    exported_ = std::make_shared<Exported>();
    provider_ = std::make_unique<TracerProvider>(
        BatchSpanProcessorFactory::Create(
            std::make_unique<RecordingExporter>(exported_, GetParam()), options),
        Resource::GetEmpty());
    tracer_ = provider_->GetTracer("t");
  }
  void SetUp() override { Configure(Unhurried()); }

  void EndSpans(int count, const std::string& name = "s") {
    for (int i = 0; i < count; ++i) tracer_->StartSpan(name);
  }

  std::shared_ptr<Exported> exported_;
  std::uint64_t dropped_before_ = Dropped();
  std::unique_ptr<TracerProvider> provider_;
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> tracer_;
};

TEST_P(BatchSpanProcessorTest, WaitsForAFullBatch) {
  Configure(Unhurried(64, 8));
  EndSpans(7);
  EXPECT_THAT(exported_->spans(), IsEmpty());
  EndSpans(1);
  exported_->WaitForCount(8);
  EXPECT_THAT(exported_->batches(), ElementsAre(8u));
}

TEST_P(BatchSpanProcessorTest, ExportsAfterTheDelay) {
  BatchSpanProcessorOptions options = Unhurried();
  options.schedule_delay_millis = milliseconds(1);
  Configure(options);
  EndSpans(1);
  exported_->WaitForCount(1);
}

TEST_P(BatchSpanProcessorTest, FlushesAllThatEndedBefore) {
  EndSpans(700);
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_EQ(exported_->count(), 700u);
  EXPECT_THAT(exported_->batches(), Each(Le(512u)));
  EXPECT_EQ(exported_->flushes(), 1);
}

// Ends a span of its own with each batch.
class TracingExporter final : public SpanExporter {
 public:
  explicit TracingExporter(std::function<void()> trace) : trace_(std::move(trace)) {}
  std::unique_ptr<Recordable> MakeRecordable() noexcept override { return SpanRecord::Create(); }
  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::nostd::span<std::unique_ptr<Recordable>>&) noexcept override {
    trace_();
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(microseconds) noexcept override { return true; }
  bool Shutdown(microseconds) noexcept override { return true; }

 private:
  std::function<void()> trace_;
};

// "... SHOULD be completed as soon as possible": not once nobody traces any more.
TEST_P(BatchSpanProcessorTest, FlushesWhileOthersGoOnTracing) {
  provider_ = std::make_unique<TracerProvider>(
      BatchSpanProcessorFactory::Create(std::make_unique<TracingExporter>([this] { EndSpans(1); }),
                                        Unhurried()),
      Resource::GetEmpty());
  tracer_ = provider_->GetTracer("t");
  EndSpans(1);
  EXPECT_TRUE(provider_->ForceFlush(std::chrono::seconds(30)));
}

TEST_P(BatchSpanProcessorTest, FlushesWhileTheQueueIsAlwaysFull) {
  provider_ = std::make_unique<TracerProvider>(
      BatchSpanProcessorFactory::Create(std::make_unique<TracingExporter>([this] { EndSpans(8); }),
                                        Unhurried(64, 8)),
      Resource::GetEmpty());
  tracer_ = provider_->GetTracer("t");
  EndSpans(64);
  EXPECT_TRUE(provider_->ForceFlush(std::chrono::seconds(30)));
}

// An exporter, or an OpenCensus handler behind one, cannot wait for itself.
TEST_P(BatchSpanProcessorTest, LetsItsExporterAskForAFlushAndAnEnd) {
  bool flushed = true;
  bool ended = true;
  int exports = 0;
  auto* const processor = new BatchSpanProcessor(std::make_unique<TracingExporter>([&] {
                                                   if (++exports > 1) return;
                                                   flushed =
                                                       provider_->ForceFlush(microseconds::max());
                                                   EndSpans(1);
                                                   ended = provider_->Shutdown(microseconds::max());
                                                 }),
                                                 Unhurried());
  provider_ = std::make_unique<TracerProvider>(std::unique_ptr<SpanProcessor>(processor),
                                               Resource::GetEmpty());
  tracer_ = provider_->GetTracer("t");
  EndSpans(1);
  processor->ForceFlush(microseconds::max());
  tracer_ = nullptr;  // or the processor would outlive the provider
  provider_.reset();
  EXPECT_FALSE(flushed);
  EXPECT_FALSE(ended);
  EXPECT_EQ(exports, 2) << "what ended before the end is exported";
}

TEST_P(BatchSpanProcessorTest, KeepsTheOrderOfAThread) {
  for (const char* name : {"a", "b", "c"}) EndSpans(1, name);
  provider_->ForceFlush();
  EXPECT_THAT(exported_->spans(), ElementsAre("a {}", "b {}", "c {}"));
}

TEST_P(BatchSpanProcessorTest, FlushesWithoutSpans) {
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_EQ(exported_->flushes(), 1);
  EXPECT_THAT(exported_->batches(), IsEmpty());
}

TEST_P(BatchSpanProcessorTest, TellsThatAFlushFailed) {
  exported_->FailFromNowOn();
  EndSpans(3);
  EXPECT_FALSE(provider_->ForceFlush());
  EXPECT_EQ(Dropped() - dropped_before_, 3u);
}

TEST_P(BatchSpanProcessorTest, GivesUpAFlushAtItsDeadline) {
  exported_->Hold();
  EndSpans(1);
  EXPECT_FALSE(provider_->ForceFlush(milliseconds(1)));
  exported_->Release();
  EXPECT_TRUE(provider_->ForceFlush());
}

TEST_P(BatchSpanProcessorTest, DropsAndCountsWhatTheQueueCannotHold) {
  Configure(Unhurried(10, 2));
  exported_->Hold();
  EndSpans(2);
  exported_->WaitForCount(2);  // the thread is inside Export now, and the queue is empty
  EndSpans(15);
  EXPECT_EQ(Dropped() - dropped_before_, 5u);
  exported_->Release();
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_EQ(exported_->count(), 12u);
}

TEST_P(BatchSpanProcessorTest, ExportsWhatIsLeftOnShutdown) {
  EndSpans(20);
  EXPECT_TRUE(provider_->Shutdown());
  EXPECT_EQ(exported_->count(), 20u);
  EXPECT_EQ(exported_->shutdowns(), 1);
  EXPECT_TRUE(provider_->Shutdown());
  EXPECT_FALSE(provider_->ForceFlush());
  EXPECT_EQ(exported_->shutdowns(), 1);
}

TEST_P(BatchSpanProcessorTest, ShutsDownWithoutSpans) {
  EXPECT_TRUE(provider_->Shutdown());
  EXPECT_EQ(exported_->shutdowns(), 1);
}

TEST_P(BatchSpanProcessorTest, DropsAndCountsAfterShutdown) {
  auto span = tracer_->StartSpan("late");
  provider_->Shutdown();
  span->End();
  EXPECT_EQ(exported_->count(), 0u);
  EXPECT_EQ(Dropped() - dropped_before_, 1u);
}

TEST_P(BatchSpanProcessorTest, GivesUpAShutdownAtItsDeadline) {
  Configure(Unhurried(2048, 4));
  exported_->Hold();
  EndSpans(4);
  exported_->WaitForCount(4);
  EndSpans(10);
  EXPECT_FALSE(provider_->Shutdown(milliseconds(1)));
  EXPECT_EQ(exported_->shutdowns(), 1);
  tracer_ = nullptr;
  provider_.reset();  // waits for the thread
  // The four under way failed, because the exporter was shut down meanwhile; nobody tried the ten.
  EXPECT_EQ(exported_->count(), 4u);
  EXPECT_EQ(Dropped() - dropped_before_, 14u);
}

TEST_P(BatchSpanProcessorTest, ExportsWhenItsProviderIsDestroyed) {
  EndSpans(5);
  tracer_ = nullptr;
  provider_.reset();
  EXPECT_EQ(exported_->count(), 5u);
  EXPECT_EQ(exported_->shutdowns(), 1);
}

TEST_P(BatchSpanProcessorTest, OutlivesItsProviderForSpansThatAreOpen) {
  auto span = tracer_->StartSpan("open");
  tracer_ = nullptr;
  provider_.reset();
  span->SetAttribute("still", "safe");
  span->End();
  EXPECT_EQ(exported_->count(), 0u);
  EXPECT_EQ(Dropped() - dropped_before_, 1u);
}

TEST_P(BatchSpanProcessorTest, IgnoresSpansThatAreNotSampled) {
  auto processor = BatchSpanProcessorFactory::Create(
      std::make_unique<RecordingExporter>(exported_, GetParam()), Unhurried());
  class RecordOnly final : public Sampler {
    SamplingResult ShouldSample(
        const opentelemetry::trace::SpanContext&, opentelemetry::trace::TraceId,
        opentelemetry::nostd::string_view, opentelemetry::trace::SpanKind,
        const opentelemetry::common::KeyValueIterable&,
        const opentelemetry::trace::SpanContextKeyValueIterable&) noexcept override {
      return {Decision::RECORD_ONLY, nullptr, {}};
    }
    opentelemetry::nostd::string_view GetDescription() const noexcept override { return ""; }
  };
  TracerProvider provider(std::move(processor), Resource::GetEmpty(),
                          std::make_unique<RecordOnly>());
  provider.GetTracer("t")->StartSpan("s");
  provider.ForceFlush();
  EXPECT_THAT(exported_->spans(), IsEmpty());
}

// Every span that ended was exported or counted, whatever the threads did meanwhile.
TEST_P(BatchSpanProcessorTest, LosesNothingUncounted) {
  constexpr int kThreads = 4, kSpans = 3000;
  for (const bool shut_down_early : {false, true}) {
    dropped_before_ = Dropped();
    Configure(Unhurried(100, 10));
    std::atomic<int> ended{0}, running{kThreads};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < kSpans; ++n) {
          auto span = tracer_->StartSpan("s");
          if (span->IsRecording()) ended.fetch_add(1);
          span->End();
        }
        running.fetch_sub(1);
      });
    }
    if (shut_down_early) {
      exported_->WaitForCount(50);
      provider_->Shutdown();
    } else {
      while (running.load() != 0) provider_->ForceFlush();
    }
    for (auto& thread : threads) thread.join();
    provider_->Shutdown();
    EXPECT_EQ(exported_->count() + (Dropped() - dropped_before_),
              static_cast<std::uint64_t>(ended.load()));
    const auto batches = exported_->batches();
    EXPECT_THAT(batches, Each(Le(10u)));
  }
}

TEST_P(BatchSpanProcessorTest, FlushesForSeveralThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> succeeded{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) {
        tracer_->StartSpan("s");
        succeeded += provider_->ForceFlush() ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(succeeded, 200);
  EXPECT_EQ(exported_->count(), 200u);
}

// What does not fit a lane goes another way, and arrives all the same.
TEST_P(BatchSpanProcessorTest, ExportsSpansOfAnySize) {
  const std::string large(10000, 'x');
  tracer_->StartSpan("small");
  tracer_->StartSpan("large", {{"text", large}});
  tracer_->StartSpan("again");
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_THAT(exported_->spans(),
              UnorderedElementsAre("small {}", "large {text: \"" + large + "\"}", "again {}"));
}

TEST_P(BatchSpanProcessorTest, ExportsWhatMoreThreadsThanItHasLanesEnd) {
  constexpr std::size_t kThreads = 100;
  std::atomic<std::size_t> ended{0};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      EndSpans(3);
      ended.fetch_add(1);
      while (ended.load() != kThreads) std::this_thread::yield();  // all live at once
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_EQ(exported_->count(), 3 * kThreads);
}

TEST_P(BatchSpanProcessorTest, PassesOnNoMoreThanABatchAtOnce) {
  Configure(Unhurried(2048, 10));
  exported_->Hold();
  EndSpans(10);
  exported_->WaitForCount(10);
  EndSpans(500);
  exported_->Release();
  EXPECT_TRUE(provider_->ForceFlush());
  EXPECT_EQ(exported_->count(), 510u);
  EXPECT_THAT(exported_->batches(), Each(Le(10u)));
}

INSTANTIATE_TEST_SUITE_P(Exporters, BatchSpanProcessorTest, ::testing::Bool(),
                         [](const auto& info) {
                           return info.param ? "TakesBytes" : "TakesRecords";
                         });

TEST(BatchSpanProcessorOptionsTest, TakesDefaultsFromTheEnvironment) {
  setenv("OTEL_BSP_MAX_QUEUE_SIZE", "100", 1);
  setenv("OTEL_BSP_SCHEDULE_DELAY", "250", 1);
  setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "many", 1);
  const BatchSpanProcessorOptions options;
  unsetenv("OTEL_BSP_MAX_QUEUE_SIZE");
  unsetenv("OTEL_BSP_SCHEDULE_DELAY");
  unsetenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE");
  EXPECT_EQ(options.max_queue_size, 100u);
  EXPECT_EQ(options.schedule_delay_millis, milliseconds(250));
  EXPECT_EQ(options.max_export_batch_size, 512u);
  EXPECT_EQ(options.export_timeout, milliseconds(30000));
}

class CountingInstrumentation final : public opentelemetry::sdk::common::ThreadInstrumentation {
 public:
  void OnStart() override {
    ++starts;
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    takes_signals = sigismember(&blocked, SIGTERM) != 1 || sigismember(&blocked, SIGPROF) != 1;
    takes_faults = sigismember(&blocked, SIGSEGV) == 0 && sigismember(&blocked, SIGFPE) == 0;
  }
  void OnEnd() override { ++ends; }
  std::atomic<int> starts{0}, ends{0};
  std::atomic<bool> takes_signals{false}, takes_faults{false};
};

TEST(BatchSpanProcessorThreadTest, StartsWithTheFirstSpanAndEndsWithTheProcessor) {
  const auto exported = std::make_shared<Exported>();
  BatchSpanProcessorRuntimeOptions runtime;
  const auto instrumentation = std::make_shared<CountingInstrumentation>();
  runtime.thread_instrumentation = instrumentation;
  {
    TracerProvider provider(
        BatchSpanProcessorFactory::Create(std::make_unique<RecordingExporter>(exported),
                                          Unhurried(), runtime),
        Resource::GetEmpty());
    const auto tracer = provider.GetTracer("t");
    provider.ForceFlush();
    EXPECT_EQ(instrumentation->starts, 0);
    tracer->StartSpan("s");
    provider.ForceFlush();
    EXPECT_EQ(instrumentation->starts, 1);
  }
  EXPECT_EQ(instrumentation->ends, 1);
}

TEST(BatchSpanProcessorThreadTest, LeavesSignalsToTheProgram) {
  BatchSpanProcessorRuntimeOptions runtime;
  const auto instrumentation = std::make_shared<CountingInstrumentation>();
  runtime.thread_instrumentation = instrumentation;
  TracerProvider provider(
      BatchSpanProcessorFactory::Create(
          std::make_unique<RecordingExporter>(std::make_shared<Exported>()), Unhurried(), runtime),
      Resource::GetEmpty());
  provider.GetTracer("t")->StartSpan("s");
  provider.ForceFlush();
  EXPECT_EQ(instrumentation->starts, 1);
  EXPECT_FALSE(instrumentation->takes_signals);
  EXPECT_TRUE(instrumentation->takes_faults);  // for the program's crash handler
  sigset_t blocked;
  pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGTERM), 0);  // of the thread that ended the span
}

}  // namespace
}  // namespace tracebridge
