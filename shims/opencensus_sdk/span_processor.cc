// The processor that shows OpenCensus the spans of a provider, and the DefaultProvider that hands it the exporters.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "shims/opencensus/default_provider.h"
#include "shims/opencensus_sdk/finished_span_recordable.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opencensus_sdk.h"

namespace tracebridge::opencensus_sdk {
namespace {

namespace nostd = opentelemetry::nostd;
namespace sdk = opentelemetry::sdk::trace;
using opencensus_shim::FinishedSpan;
using opencensus_shim::FinishedSpanSink;
using opentelemetry::sdk::common::ExportResult;

constexpr std::chrono::hours kForever{24};

// Null until OpenCensus code registers an exporter. Set once.
std::atomic<FinishedSpanSink*> sink{nullptr};

// Never destroyed: providers may be destroyed after main.
struct Registry {
  std::mutex mutex;
  sdk::BatchSpanProcessorOptions schedule;
  std::vector<std::weak_ptr<sdk::SpanProcessor>> queues;  // one a processor

  Registry() {
    schedule.max_export_batch_size = 64;
    schedule.schedule_delay_millis = std::chrono::milliseconds(5000);
  }
};

Registry& TheRegistry() {
  static Registry& registry = *new Registry;
  return registry;
}

std::shared_ptr<sdk::SpanProcessor> MakeQueue(std::unique_ptr<sdk::SpanExporter> exporter) {
  Registry& registry = TheRegistry();
  const std::lock_guard<std::mutex> lock(registry.mutex);
  std::shared_ptr<sdk::SpanProcessor> queue =
      sdk::BatchSpanProcessorFactory::Create(std::move(exporter), registry.schedule);
  registry.queues.push_back(queue);
  return queue;
}

// Each span is an object of ours: MakeRecordable is where they come from.
FinishedSpanRecordable& Ours(sdk::Recordable& span) noexcept {
  return static_cast<FinishedSpanRecordable&>(span);
}

// The end of a queue: on its thread.
class SinkExporter final : public sdk::SpanExporter {
 public:
  std::unique_ptr<sdk::Recordable> MakeRecordable() noexcept override {
    return std::make_unique<FinishedSpanRecordable>();
  }

  ExportResult Export(
      const nostd::span<std::unique_ptr<sdk::Recordable>>& spans) noexcept override {
    FinishedSpanSink* const to = sink.load(std::memory_order_acquire);
    if (to == nullptr) return ExportResult::kSuccess;
    try {
      std::vector<FinishedSpan> finished;
      finished.reserve(spans.size());
      for (const auto& span : spans) finished.push_back(Ours(*span).Take());
      static std::mutex& one_at_a_time = *new std::mutex;  // of several queues
      const std::lock_guard<std::mutex> lock(one_at_a_time);
      to->OnSpans(std::move(finished));
      return ExportResult::kSuccess;
    } catch (...) {
      Count(Diagnostic::kSpanDroppedExportFailed, spans.size());
      return ExportResult::kFailure;
    }
  }

  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }
};

class Processor final : public sdk::SpanProcessor {
 public:
  std::unique_ptr<sdk::Recordable> MakeRecordable() noexcept override {
    return queue_->MakeRecordable();
  }
  void OnStart(sdk::Recordable& span,
               const opentelemetry::trace::SpanContext& parent) noexcept override {
    Ours(span).SetParent(parent);
    queue_->OnStart(span, parent);
  }
  void OnEnd(std::unique_ptr<sdk::Recordable>&& span) noexcept override {
    if (sink.load(std::memory_order_relaxed) == nullptr) return;  // nobody to show it to
    queue_->OnEnd(std::move(span));
  }
  bool ForceFlush(std::chrono::microseconds timeout) noexcept override {
    return queue_->ForceFlush(timeout);
  }
  bool Shutdown(std::chrono::microseconds timeout) noexcept override {
    return queue_->Shutdown(timeout);
  }

 private:
  const std::shared_ptr<sdk::SpanProcessor> queue_ = MakeQueue(std::make_unique<SinkExporter>());
};

class SystemProvider final : public opencensus_shim::DefaultProvider {
 public:
  // The program sets one.
  nostd::shared_ptr<opentelemetry::trace::TracerProvider> Provider() noexcept override {
    return nostd::shared_ptr<opentelemetry::trace::TracerProvider>();
  }

  void Deliver(FinishedSpanSink* to) noexcept override {
    sink.store(to, std::memory_order_release);
  }

  void SetSchedule(std::size_t batch_size, std::chrono::milliseconds interval) noexcept override {
    const std::lock_guard<std::mutex> lock(TheRegistry().mutex);
    sdk::BatchSpanProcessorOptions& schedule = TheRegistry().schedule;
    schedule.max_export_batch_size =
        std::clamp<std::size_t>(batch_size, 1, schedule.max_queue_size);
    schedule.schedule_delay_millis = interval;
  }

  void Flush() noexcept override {
    std::vector<std::shared_ptr<sdk::SpanProcessor>> queues;
    try {
      const std::lock_guard<std::mutex> lock(TheRegistry().mutex);
      for (const auto& weak : TheRegistry().queues) {
        if (auto queue = weak.lock()) queues.push_back(std::move(queue));
      }
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);
    }
    for (const auto& queue : queues) queue->ForceFlush(kForever);
  }

  // The program's provider exports what it is set up for.
  void ExportOverOtlp(const char*) noexcept override {}
};

}  // namespace
}  // namespace tracebridge::opencensus_sdk

namespace tracebridge {

std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor> MakeOpenCensusSpanProcessor() {
  return std::make_unique<opencensus_sdk::Processor>();
}

namespace opencensus_shim {

DefaultProvider* LinkedDefaultProvider() noexcept {
  static DefaultProvider* const provider = new opencensus_sdk::SystemProvider;
  return provider;
}

}  // namespace opencensus_shim
}  // namespace tracebridge
