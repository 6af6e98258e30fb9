#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "opentelemetry/sdk/common/env_variables.h"
#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "otel_core/sdk/src/common/deadline.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/state/src/block_signals.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using tracebridge::Count;
using tracebridge::Diagnostic;
using tracebridge::sdk::Deadline;

std::chrono::milliseconds Duration(const char* name, std::chrono::milliseconds otherwise) {
  std::chrono::system_clock::duration value{};
  return common::GetDurationEnvironmentVariable(name, value)
             ? std::chrono::duration_cast<std::chrono::milliseconds>(value)
             : otherwise;
}

constexpr std::chrono::milliseconds kShortestInterval{1};
// A program that says "never" means milliseconds::max(), which cannot be added to a time.
constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 365);

}  // namespace

PeriodicExportingMetricReaderOptions::PeriodicExportingMetricReaderOptions()
    : export_interval_millis(Duration("OTEL_METRIC_EXPORT_INTERVAL", kExportIntervalMillis)),
      export_timeout_millis(Duration("OTEL_METRIC_EXPORT_TIMEOUT", kExportTimeOutMillis)) {}

// The lock is not held during a collection or an export.
class PeriodicExportingMetricReader::Impl final {
 public:
  Impl(PeriodicExportingMetricReader* reader, std::unique_ptr<PushMetricExporter> exporter,
       const PeriodicExportingMetricReaderOptions& options,
       const PeriodicExportingMetricReaderRuntimeOptions& runtime_options)
      : reader_(reader),
        exporter_(std::move(exporter)),
        instrumentation_(runtime_options.periodic_thread_instrumentation),
        interval_(std::clamp(options.export_interval_millis, kShortestInterval, kLongest)),
        destructor_timeout_(std::min(options.export_timeout_millis, kLongest)) {}

  const PushMetricExporter* exporter() const noexcept { return exporter_.get(); }
  std::chrono::milliseconds destructor_timeout() const noexcept { return destructor_timeout_; }

  // Returns false when there is no thread where one should be.
  bool StartThread() noexcept {
    if (has_thread_.load(std::memory_order_acquire)) return true;
    std::unique_lock<std::mutex> lock(mutex_);
    StartThread(lock);
    return has_thread_.load(std::memory_order_relaxed) || is_shutting_down_;
  }

  bool ForceFlush(std::chrono::microseconds timeout) noexcept {
    const Deadline deadline(timeout);
    std::unique_lock<std::mutex> lock(mutex_);
    if (is_shutting_down_ || IsOwnThread()) return false;
    StartThread(lock);
    if (!has_thread_.load(std::memory_order_relaxed)) return false;
    const std::uint64_t ticket = ++flushes_requested_;
    deadline_ = deadline;
    work_.notify_one();
    return deadline.Wait(done_, lock, [&] { return flushes_done_ >= ticket || has_stopped_; }) &&
           flushes_done_ >= ticket && flush_succeeded_;
  }

  bool Shutdown(std::chrono::microseconds timeout) noexcept {
    const Deadline deadline(timeout);
    std::unique_lock<std::mutex> lock(mutex_);
    if (is_shutting_down_) return true;
    is_shutting_down_ = true;
    deadline_ = deadline;
    if (IsOwnThread()) {  // which does so when it comes back from its exporter
      is_left_alone_ = true;
      return false;
    }
    if (!has_thread_.load(std::memory_order_relaxed)) {
      lock.unlock();
      return Finish(deadline);
    }
    work_.notify_one();
    if (deadline.Wait(done_, lock, [&] { return has_stopped_; })) {
      const bool succeeded = flush_succeeded_;
      lock.unlock();
      Join();  // a provider that is shut down may never be destroyed
      return succeeded;
    }
    is_left_alone_ = true;
    lock.unlock();
    ShutDownExporter(std::chrono::microseconds(0));  // so that the export under way ends
    return false;
  }

  // The reader is still whole: what runs on the thread may ask it. Returns false when a callback or an exporter destroys the
  // reader, on the reader's own thread: that goes on without it, and deletes this.
  bool End() noexcept {
    Shutdown(destructor_timeout_);
    std::unique_lock<std::mutex> lock(mutex_);
    is_joined_ = true;
    if (IsOwnThread()) {
      reader_ = nullptr;
      thread_.detach();
      return false;
    }
    lock.unlock();
    Join();
    return true;
  }

 private:
  void Join() noexcept {
    if (thread_.joinable() && !IsOwnThread()) thread_.join();
  }

  // Whether an exporter calls, which cannot wait for itself. Under the lock, or once the thread is asked to end.
  bool IsOwnThread() const noexcept { return thread_.get_id() == std::this_thread::get_id(); }

  void StartThread(const std::unique_lock<std::mutex>&) noexcept {
    if (is_shutting_down_ || has_thread_.load(std::memory_order_relaxed)) return;
    const tracebridge::state::BlockSignals blocked;
    try {
      thread_ = std::thread([this] { Run(); });
      has_thread_.store(true, std::memory_order_release);
    } catch (...) {
      Count(Diagnostic::kOutOfMemory);  // the next call asks again
    }
  }

  void Run() noexcept {
    Tell(&common::ThreadInstrumentation::OnStart);
    auto next = std::chrono::steady_clock::now() + interval_;
    std::unique_lock<std::mutex> lock(mutex_);
    while (!has_stopped_) {
      Tell(&common::ThreadInstrumentation::BeforeWait);
      work_.wait_until(lock, next,
                       [this] { return flushes_done_ != flushes_requested_ || is_shutting_down_; });
      Tell(&common::ThreadInstrumentation::AfterWait);
      const bool is_last = is_shutting_down_;
      const std::uint64_t flush = flushes_requested_;
      const bool is_flush = flush != flushes_done_;
      const Deadline deadline = deadline_;
      lock.unlock();

      Tell(&common::ThreadInstrumentation::BeforeLoad);
      const auto now = std::chrono::steady_clock::now();
      if (now >= next) next = std::max(next + interval_, now);
      bool succeeded;
      if (is_last) {
        succeeded = Finish(deadline);
      } else {
        succeeded = CollectAndExport();
        if (is_flush) succeeded = exporter_->ForceFlush(deadline.Left()) && succeeded;
      }
      Tell(&common::ThreadInstrumentation::AfterLoad);

      lock.lock();
      if (is_flush || is_last) {
        flushes_done_ = flush;
        flush_succeeded_ = succeeded;
        has_stopped_ = is_last;
        done_.notify_all();
      }
    }
    lock.unlock();
    Tell(&common::ThreadInstrumentation::OnEnd);
    lock.lock();
    // A provider that is shut down may never be destroyed: nobody else frees the thread.
    if (is_left_alone_ && !is_joined_) thread_.detach();
    const bool is_alone = reader_ == nullptr;
    lock.unlock();
    if (is_alone) delete this;
  }

  bool CollectAndExport() noexcept {
    if (reader_ == nullptr) return true;  // its last collection was the one that destroyed it
    return reader_->Collect([this](ResourceMetrics& metrics) {
      if (metrics.scope_metric_data_.empty()) return true;
      if (exporter_->Export(metrics) == common::ExportResult::kSuccess) return true;
      Count(Diagnostic::kMetricDroppedExportFailed);
      return false;
    });
  }

  bool Finish(const Deadline& deadline) noexcept {
    bool succeeded = !deadline.HasPassed() && CollectAndExport();
    if (succeeded) succeeded = exporter_->ForceFlush(deadline.Left());
    return ShutDownExporter(deadline.Left()) && succeeded;
  }

  bool ShutDownExporter(std::chrono::microseconds timeout) noexcept {
    return is_exporter_shut_down_.exchange(true) || exporter_->Shutdown(timeout);
  }

  void Tell(void (common::ThreadInstrumentation::*what)()) noexcept {
    if (instrumentation_ == nullptr) return;
    try {
      (*instrumentation_.*what)();
    } catch (...) {
      Count(Diagnostic::kCallbackThrew);
    }
  }

  friend class tracebridge::sdk::ForkHandlers<Impl>;
  void BeforeFork() noexcept { mutex_.lock(); }
  void InParent() noexcept { mutex_.unlock(); }
  void InChild() noexcept {
    // The thread does not exist here, nor do those that waited for it.
    new (&thread_) std::thread;
    new (&work_) std::condition_variable;
    new (&done_) std::condition_variable;
    has_thread_.store(false);
    flushes_done_ = flushes_requested_;
    has_stopped_ = is_shutting_down_;
    InParent();
  }

  PeriodicExportingMetricReader* reader_;  // null: End() left the thread alone
  const std::unique_ptr<PushMetricExporter> exporter_;
  const std::shared_ptr<common::ThreadInstrumentation> instrumentation_;
  const std::chrono::milliseconds interval_;
  const std::chrono::milliseconds destructor_timeout_;

  std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable done_;
  std::thread thread_;
  std::uint64_t flushes_requested_ = 0;
  std::uint64_t flushes_done_ = 0;
  bool flush_succeeded_ = true;
  bool is_shutting_down_ = false;
  bool has_stopped_ = false;
  bool is_left_alone_ = false;  // Shutdown does not wait for the thread, or no longer
  bool is_joined_ = false;      // by the destructor
  Deadline deadline_{std::chrono::microseconds::max()};

  std::atomic<bool> has_thread_{false};
  std::atomic<bool> is_exporter_shut_down_{false};
  tracebridge::sdk::ForkHandlers<Impl> fork_handlers_{this};
};

PeriodicExportingMetricReader::PeriodicExportingMetricReader(
    std::unique_ptr<PushMetricExporter> exporter,
    const PeriodicExportingMetricReaderOptions& options)
    : PeriodicExportingMetricReader(std::move(exporter), options, {}) {}

PeriodicExportingMetricReader::PeriodicExportingMetricReader(
    std::unique_ptr<PushMetricExporter> exporter,
    const PeriodicExportingMetricReaderOptions& options,
    const PeriodicExportingMetricReaderRuntimeOptions& runtime_options)
    : impl_(exporter == nullptr
                ? nullptr
                : std::make_unique<Impl>(this, std::move(exporter), options, runtime_options)) {}

PeriodicExportingMetricReader::~PeriodicExportingMetricReader() {
  if (impl_ == nullptr) return;
  if (!IsShutdown()) Shutdown(impl_->destructor_timeout());
  if (!impl_->End()) static_cast<void>(impl_.release());
}

AggregationTemporality PeriodicExportingMetricReader::GetAggregationTemporality(
    InstrumentType instrument_type) const noexcept {
  return impl_ == nullptr ? AggregationTemporality::kCumulative
                          : impl_->exporter()->GetAggregationTemporality(instrument_type);
}

AggregationType PeriodicExportingMetricReader::GetDefaultAggregation(
    InstrumentType instrument_type) const noexcept {
  return impl_ == nullptr ? AggregationType::kDefault
                          : impl_->exporter()->GetDefaultAggregation(instrument_type);
}

bool PeriodicExportingMetricReader::OnForceFlush(std::chrono::microseconds timeout) noexcept {
  return impl_ == nullptr || impl_->ForceFlush(timeout);
}

bool PeriodicExportingMetricReader::OnShutDown(std::chrono::microseconds timeout) noexcept {
  return impl_ == nullptr || impl_->Shutdown(timeout);
}

bool PeriodicExportingMetricReader::OnWakeUp() noexcept {
  return impl_ == nullptr || impl_->StartThread();
}

std::unique_ptr<MetricReader> PeriodicExportingMetricReaderFactory::Create(
    std::unique_ptr<PushMetricExporter> exporter,
    const PeriodicExportingMetricReaderOptions& options) {
  return std::make_unique<PeriodicExportingMetricReader>(std::move(exporter), options);
}

std::unique_ptr<MetricReader> PeriodicExportingMetricReaderFactory::Create(
    std::unique_ptr<PushMetricExporter> exporter,
    const PeriodicExportingMetricReaderOptions& options,
    const PeriodicExportingMetricReaderRuntimeOptions& runtime_options) {
  return std::make_unique<PeriodicExportingMetricReader>(std::move(exporter), options,
                                                         runtime_options);
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
