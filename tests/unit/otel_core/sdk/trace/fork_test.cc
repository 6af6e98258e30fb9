// A process that forks while it traces.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"
#include "tests/support/forked.h"
#include "tests/support/sanitizers.h"
#include "tests/unit/otel_core/sdk/trace/recording_exporter.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::sdk::resource::Resource;
using test::InChild;

// Counts, without a lock that a fork could copy in its taken state.
class CountingExporter final : public SpanExporter, public WireExporter {
 public:
  CountingExporter(std::atomic<int>* count, bool takes_wire)
      : count_(count), takes_wire_(takes_wire) {}
  std::unique_ptr<Recordable> MakeRecordable() noexcept override { return SpanRecord::Create(); }
  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::nostd::span<std::unique_ptr<Recordable>>& spans) noexcept override {
    if (!takes_wire_) count_->fetch_add(static_cast<int>(spans.size()));
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  WireExporter* AsWireExporter() noexcept override { return takes_wire_ ? this : nullptr; }
  opentelemetry::sdk::common::ExportResult ExportWire(const WireBatch& batch) noexcept override {
    count_->fetch_add(static_cast<int>(batch.count));
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  std::atomic<int>* count_;
  const bool takes_wire_;
};

std::unique_ptr<TracerProvider> Batching(std::atomic<int>* count, bool takes_wire) {
  BatchSpanProcessorOptions options;
  options.schedule_delay_millis = std::chrono::hours(1);
  return std::make_unique<TracerProvider>(
      BatchSpanProcessorFactory::Create(std::make_unique<CountingExporter>(count, takes_wire),
                                        options),
      Resource::GetEmpty());
}

// Whether the exporter takes OTLP's bytes (wire_exporter.h) or records.
class BatchForkTest : public ::testing::TestWithParam<bool> {};

INSTANTIATE_TEST_SUITE_P(Exporters, BatchForkTest, ::testing::Bool(), [](const auto& info) {
  return info.param ? "TakesBytes" : "TakesRecords";
});

TEST_P(BatchForkTest, LeavesFinishedSpansToTheParent) {
  std::atomic<int> exported{0};
  const auto provider = Batching(&exported, GetParam());
  const auto tracer = provider->GetTracer("t");
  for (int i = 0; i < 10; ++i) tracer->StartSpan("before");
  EXPECT_TRUE(InChild([&] {
    tracer->StartSpan("child");
    return provider->ForceFlush() && exported == 1;
  }));
  EXPECT_TRUE(provider->ForceFlush());
  EXPECT_EQ(exported, 10);
}

TEST_P(BatchForkTest, LeavesOpenSpansToTheParent) {
  std::atomic<int> exported{0};
  const auto provider = Batching(&exported, GetParam());
  auto span = provider->GetTracer("t")->StartSpan("open");
  EXPECT_TRUE(InChild([&] {
    span->SetAttribute("in", "the child");
    span->End();
    return provider->ForceFlush() && exported == 0 &&
           Counted(Diagnostic::kSpanDroppedInForkedChild) == 1 && span->GetContext().IsValid();
  }));
  span->End();
  EXPECT_TRUE(provider->ForceFlush());
  EXPECT_EQ(exported, 1);
}

TEST_P(BatchForkTest, LetsTheChildHaveChildrenOfAnOpenSpan) {
  std::atomic<int> exported{0};
  const auto provider = Batching(&exported, GetParam());
  auto span = provider->GetTracer("t")->StartSpan("open");
  EXPECT_TRUE(InChild([&] {
    opentelemetry::trace::StartSpanOptions options;
    options.parent = span->GetContext();
    auto child = provider->GetTracer("t")->StartSpan("child", options);
    const bool joined = child->GetContext().trace_id() == span->GetContext().trace_id();
    child->End();
    return provider->ForceFlush() && exported == 1 && joined;
  }));
}

TEST_P(BatchForkTest, GivesTheChildOtherIds) {
  std::atomic<int> exported{0};
  const auto provider = Batching(&exported, GetParam());
  const auto tracer = provider->GetTracer("t");
  tracer->StartSpan("seed the generator");
  int ids[2];
  ASSERT_EQ(pipe(ids), 0);
  EXPECT_TRUE(InChild([&] {
    const auto context = tracer->StartSpan("s")->GetContext();
    return write(ids[1], context.span_id().Id().data(), 8) == 8;
  }));
  std::uint8_t of_child[8];
  ASSERT_EQ(read(ids[0], of_child, 8), 8);
  EXPECT_FALSE(tracer->StartSpan("s")->GetContext().span_id() ==
               opentelemetry::trace::SpanId(of_child));
  close(ids[0]);
  close(ids[1]);
}

TEST_P(BatchForkTest, ShutsTheChildDownWithoutItsParentsThread) {
  std::atomic<int> exported{0};
  auto provider = Batching(&exported, GetParam());
  provider->GetTracer("t")->StartSpan("starts the thread");
  EXPECT_TRUE(InChild([&] {
    provider.reset();
    return exported == 0;
  }));
  EXPECT_TRUE(provider->Shutdown());
  EXPECT_EQ(exported, 1);
}

TEST_P(BatchForkTest, DoesNotDeadlockWhileOtherThreadsTrace) {
  std::atomic<int> exported{0}, ended{0}, warm{0};
  auto provider = Batching(&exported, GetParam());
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      const auto tracer = provider->GetTracer("t" + std::to_string(i));
      for (int round = 0; !stop.load(); ++round) {
        for (int n = 0; n < 50; ++n) tracer->StartSpan("s");
        ended.fetch_add(50);
        provider->ForceFlush();
        if (round == 10) warm.fetch_add(1);
      }
    });
  }
  const auto tracer = provider->GetTracer("child");
  // By then the threads run on pooled memory, and hold no lock of the heap.
  while (!test::kHeapSurvivesFork && warm.load() < 3) std::this_thread::yield();
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(InChild([&] {
      exported = 0;
      for (int n = 0; n < 100; ++n) tracer->StartSpan("s");
      return provider->ForceFlush() && exported == 100;
    }));
  }
  stop = true;
  for (auto& thread : threads) thread.join();
  provider->Shutdown();
  EXPECT_EQ(exported, ended);
}

// A recordable that keeps the span's lock for as long as the test likes.
class SlowRecordable final : public Recordable {
 public:
  explicit SlowRecordable(std::atomic<int>* stage) : stage_(stage) {}
  void SetAttribute(opentelemetry::nostd::string_view,
                    const opentelemetry::common::AttributeValue&) noexcept override {
    stage_->store(1);
    while (stage_->load() == 1) std::this_thread::yield();
  }
  void SetIdentity(const opentelemetry::trace::SpanContext&,
                   opentelemetry::trace::SpanId) noexcept override {}
  void AddEvent(opentelemetry::nostd::string_view, opentelemetry::common::SystemTimestamp,
                const opentelemetry::common::KeyValueIterable&) noexcept override {}
  void AddLink(const opentelemetry::trace::SpanContext&,
               const opentelemetry::common::KeyValueIterable&) noexcept override {}
  void SetStatus(opentelemetry::trace::StatusCode,
                 opentelemetry::nostd::string_view) noexcept override {}
  void SetName(opentelemetry::nostd::string_view) noexcept override {}
  void SetSpanKind(opentelemetry::trace::SpanKind) noexcept override {}
  void SetResource(const Resource&) noexcept override {}
  void SetStartTime(opentelemetry::common::SystemTimestamp) noexcept override {}
  void SetDuration(std::chrono::nanoseconds) noexcept override {}
  void SetInstrumentationScope(const InstrumentationScope&) noexcept override {}

 private:
  std::atomic<int>* stage_;
};

constexpr int kFast = 3;  // the stage in which an export does not wait

class SlowExporter final : public SpanExporter {
 public:
  explicit SlowExporter(std::atomic<int>* stage) : stage_(stage) {}
  std::unique_ptr<Recordable> MakeRecordable() noexcept override {
    return std::make_unique<SlowRecordable>(stage_);
  }
  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::nostd::span<std::unique_ptr<Recordable>>&) noexcept override {
    if (stage_->load() == kFast) return opentelemetry::sdk::common::ExportResult::kSuccess;
    stage_->store(1);
    while (stage_->load() == 1) std::this_thread::yield();
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  std::atomic<int>* stage_;
};

void WaitUntil(const std::atomic<int>& stage, int value) {
  while (stage.load() != value) std::this_thread::yield();
}

TEST(ForkTest, DoesNotWaitForASpanThatAnotherThreadWasWriting) {
  std::atomic<int> stage{0};
  TracerProvider provider(
      SimpleSpanProcessorFactory::Create(std::make_unique<SlowExporter>(&stage)),
      Resource::GetEmpty());
  auto span = provider.GetTracer("t")->StartSpan("s");
  std::thread writer([&] { span->SetAttribute("slow", 1); });
  WaitUntil(stage, 1);
  EXPECT_TRUE(InChild([&] {
    span->SetAttribute("fast", 1);
    span->End();
    return true;
  }));
  stage = 2;
  writer.join();
  std::thread ender([&] { span->End(); });
  WaitUntil(stage, 1);
  stage = 2;
  ender.join();
}

TEST(ForkTest, DoesNotWaitForAnExportOfTheSimpleProcessor) {
  std::atomic<int> stage{0};
  TracerProvider provider(
      SimpleSpanProcessorFactory::Create(std::make_unique<SlowExporter>(&stage)),
      Resource::GetEmpty());
  const auto tracer = provider.GetTracer("t");
  std::thread exporting([&] { tracer->StartSpan("slow"); });
  WaitUntil(stage, 1);
  EXPECT_TRUE(InChild([&] {
    stage = kFast;
    tracer->StartSpan("of the child");
    return true;
  }));
  stage = 2;
  exporting.join();
}

}  // namespace
}  // namespace tracebridge
