#include "opentelemetry/sdk/trace/simple_processor.h"

#include <atomic>
#include <mutex>
#include <new>
#include <utility>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/sdk/src/trace/recordable_access.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {

using tracebridge::Count;
using tracebridge::Diagnostic;

class SimpleSpanProcessor::Impl final {
 public:
  explicit Impl(std::unique_ptr<SpanExporter>&& exporter) noexcept
      : exporter_(std::move(exporter)) {}

  SpanExporter* exporter() const noexcept { return exporter_.get(); }

  void Export(std::unique_ptr<Recordable> span) noexcept {
    if (exporter_ == nullptr || !RecordableAccess::is_sampled(*span)) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_shutdown_.load(std::memory_order_relaxed)) {
      Count(Diagnostic::kSpanDroppedAfterShutdown);
    } else if (exporter_->Export(nostd::span<std::unique_ptr<Recordable>>(&span, 1)) !=
               sdk::common::ExportResult::kSuccess) {
      Count(Diagnostic::kSpanDroppedExportFailed);
    }
  }

  bool Shutdown(std::chrono::microseconds timeout) noexcept {
    if (is_shutdown_.exchange(true) || exporter_ == nullptr) return true;
    return exporter_->Shutdown(timeout);
  }

 private:
  // An export may take seconds, so a fork does not wait for it: the child takes a fresh mutex.
  friend class tracebridge::sdk::ForkHandlers<Impl>;
  void BeforeFork() noexcept {}
  void InParent() noexcept {}
  void InChild() noexcept { new (&mutex_) std::mutex; }

  std::unique_ptr<SpanExporter> exporter_;
  std::mutex mutex_;  // "The processor MUST synchronize calls to Span Exporter's Export"
  std::atomic<bool> is_shutdown_{false};
  tracebridge::sdk::ForkHandlers<Impl> fork_handlers_{this};
};

SimpleSpanProcessor::SimpleSpanProcessor(std::unique_ptr<SpanExporter>&& exporter)
    : impl_(std::make_unique<Impl>(std::move(exporter))) {}

SimpleSpanProcessor::~SimpleSpanProcessor() { InternalShutdown(); }

std::unique_ptr<Recordable> SimpleSpanProcessor::MakeRecordable() noexcept {
  return impl_->exporter() == nullptr ? nullptr : impl_->exporter()->MakeRecordable();
}

void SimpleSpanProcessor::OnStart(Recordable&, const opentelemetry::trace::SpanContext&) noexcept {}

void SimpleSpanProcessor::OnEnd(std::unique_ptr<Recordable>&& span) noexcept {
  if (span != nullptr) impl_->Export(std::move(span));
}

bool SimpleSpanProcessor::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return impl_->exporter() == nullptr || impl_->exporter()->ForceFlush(timeout);
}

bool SimpleSpanProcessor::Shutdown(std::chrono::microseconds timeout) noexcept {
  return InternalShutdown(timeout);
}

bool SimpleSpanProcessor::InternalShutdown(std::chrono::microseconds timeout) noexcept {
  return impl_->Shutdown(timeout);
}

std::unique_ptr<SpanProcessor> SimpleSpanProcessorFactory::Create(
    std::unique_ptr<SpanExporter>&& exporter) {
  return std::make_unique<SimpleSpanProcessor>(std::move(exporter));
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
