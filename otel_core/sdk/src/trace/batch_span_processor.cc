#include "opentelemetry/sdk/trace/batch_span_processor.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/thread_instrumentation.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/wire_exporter.h"
#include "otel_core/sdk/src/common/deadline.h"
#include "otel_core/sdk/src/common/fork_aware.h"
#include "otel_core/sdk/src/trace/record_queue.h"
#include "otel_core/sdk/src/trace/recordable_access.h"
#include "otel_core/state/src/block_signals.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
namespace {

using tracebridge::Count;
using tracebridge::Diagnostic;
using tracebridge::sdk::Deadline;

constexpr auto kForever = std::chrono::microseconds::max();

std::size_t QueueSize(const BatchSpanProcessorOptions& options) {
  return std::max<std::size_t>(options.max_queue_size, 1);
}

// "It must be smaller or equal to maxQueueSize."
std::size_t BatchSize(const BatchSpanProcessorOptions& options) {
  return std::clamp<std::size_t>(options.max_export_batch_size, 1, QueueSize(options));
}

// How many places a thread reserves at once: few of a batch, so that a batch starts on time, and of the queue.
std::size_t Step(const BatchSpanProcessorOptions& options) {
  return std::clamp<std::size_t>(std::min(QueueSize(options) / 128, BatchSize(options) / 32), 1, 8);
}

}  // namespace

// Locks, in the order in which they are taken: mutex_ (what the thread is asked to do; held for instructions),
// collect_mutex_ (the collecting side of the queue; held for the moving of pointers). Neither is held during an export.
class BatchSpanProcessor::Impl final {
 public:
  Impl(std::unique_ptr<SpanExporter>&& exporter, const BatchSpanProcessorOptions& options,
       const BatchSpanProcessorRuntimeOptions& runtime_options)
      : exporter_(std::move(exporter)),
        instrumentation_(runtime_options.thread_instrumentation),
        schedule_delay_(std::max(options.schedule_delay_millis, std::chrono::milliseconds(1))),
        destructor_timeout_(options.export_timeout),
        batch_size_(BatchSize(options)),
        queue_(QueueSize(options), Step(options)),
        wake_size_(std::min(batch_size_ + queue_.slack(), QueueSize(options))) {
    batch_.reserve(batch_size_);
    WireExporter* const wire = exporter_->AsWireExporter();
    if (wire == nullptr) return;
    queue_.UseWire();
    if (queue_.uses_wire()) wire_ = wire;
  }

  ~Impl() {
    Shutdown(destructor_timeout_);
    std::unique_lock<std::mutex> lock(mutex_);
    is_joined_ = true;
    lock.unlock();
    Join();
  }

  std::unique_ptr<Recordable> MakeRecordable() noexcept {
    if (wire_ != nullptr) return SpanRecord::Create();  // what such an exporter makes
    return exporter_->MakeRecordable();
  }

  void Push(std::unique_ptr<Recordable>& span) noexcept {
    switch (queue_.Push(span)) {
      case RecordQueue::Result::kQueued:
        return;
      case RecordQueue::Result::kQueuedAndCounted:
        if (!has_thread_.load(std::memory_order_acquire)) StartThread();
        if (queue_.size() >= wake_size_) Wake();
        return;
      case RecordQueue::Result::kFull:
        Count(Diagnostic::kSpanDroppedQueueFull);
        return Wake();
      case RecordQueue::Result::kClosed:
        return Count(Diagnostic::kSpanDroppedAfterShutdown);
    }
  }

  bool ForceFlush(std::chrono::microseconds timeout) noexcept {
    const Deadline deadline(timeout);
    std::unique_lock<std::mutex> lock(mutex_);
    if (is_shutting_down_ || IsOwnThread()) return false;
    if (!has_thread_.load(std::memory_order_relaxed) && queue_.size() != 0) StartThread(lock);
    if (!has_thread_.load(std::memory_order_relaxed)) {
      const bool is_empty = queue_.size() == 0;
      lock.unlock();
      return exporter_->ForceFlush(timeout) && is_empty;
    }
    const std::uint64_t ticket = ++flushes_requested_;
    flush_deadline_ = deadline;
    work_.notify_one();
    return deadline.Wait(done_, lock, [&] { return flushes_done_ >= ticket || has_stopped_; }) &&
           flushes_done_ >= ticket && flush_succeeded_;
  }

  bool Shutdown(std::chrono::microseconds timeout) noexcept {
    const Deadline deadline(timeout);
    std::unique_lock<std::mutex> lock(mutex_);
    if (is_shutting_down_) return true;
    is_shutting_down_ = true;
    flush_deadline_ = deadline;
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
    must_give_up_.store(true, std::memory_order_relaxed);
    is_left_alone_ = true;
    lock.unlock();
    ShutDownExporter(std::chrono::microseconds(0));  // so that the export under way ends
    return false;
  }

 private:
  void Wake() noexcept {
    if (is_woken_.load(std::memory_order_relaxed) || is_woken_.exchange(true)) return;
    // Taken for a moment, so that the thread is either before its check or in its wait.
    { const std::lock_guard<std::mutex> lock(mutex_); }
    work_.notify_one();
  }

  void Join() noexcept {
    if (thread_.joinable() && !IsOwnThread()) thread_.join();
  }

  // Whether an exporter calls, which cannot wait for itself. Under the lock, or once the thread is asked to end.
  bool IsOwnThread() const noexcept { return thread_.get_id() == std::this_thread::get_id(); }

  void StartThread() noexcept {
    std::unique_lock<std::mutex> lock(mutex_);
    StartThread(lock);
  }

  void StartThread(const std::unique_lock<std::mutex>&) noexcept {
    if (is_shutting_down_ || has_thread_.load(std::memory_order_relaxed)) return;
    const tracebridge::state::BlockSignals blocked;
    try {
      thread_ = std::thread([this] { Run(); });
      has_thread_.store(true, std::memory_order_release);
    } catch (...) {
      // No thread can be had now; what is queued waits, and the next span asks again.
      Count(Diagnostic::kOutOfMemory);
    }
  }

  void Run() noexcept {
    Tell(&common::ThreadInstrumentation::OnStart);
    std::unique_lock<std::mutex> lock(mutex_);
    while (!has_stopped_) {
      Tell(&common::ThreadInstrumentation::BeforeWait);
      work_.wait_for(lock, schedule_delay_, [this] {
        return is_woken_.load() || flushes_done_ != flushes_requested_ || is_shutting_down_;
      });
      Tell(&common::ThreadInstrumentation::AfterWait);
      const bool is_batch_full = is_woken_.exchange(false);
      const bool is_last = is_shutting_down_;
      const std::uint64_t flush = flushes_requested_;
      const bool is_flush = flush != flushes_done_;
      const Deadline deadline = flush_deadline_;
      lock.unlock();

      Tell(&common::ThreadInstrumentation::BeforeLoad);
      bool succeeded;
      if (is_last) {
        succeeded = Finish(deadline);
      } else {
        succeeded = ExportCollected(/*all=*/is_flush || !is_batch_full);
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
  }

  // Exports what had ended when it begins: all of it, or one batch and then those that are full. No more, so that it comes
  // to an end while other threads go on tracing.
  bool ExportCollected(bool all) noexcept {
    std::size_t due = Collect();
    if (due == 0) return true;
    bool succeeded = true;
    do {
      due -= Pop(due);
      succeeded = ExportBatch() && succeeded;
    } while (!must_give_up_.load(std::memory_order_relaxed) && due >= (all ? 1 : batch_size_));
    if (queue_.size() >= wake_size_) is_woken_.store(true);  // first a look at who waits
    return succeeded;
  }

  // Returns how many are pending.
  std::size_t Collect() noexcept {
    const std::lock_guard<std::mutex> lock(collect_mutex_);
    queue_.Collect();
    return queue_.pending();
  }

  // Makes the next batch, of `max` at most, and returns its size.
  std::size_t Pop(std::size_t max) noexcept {
    const std::lock_guard<std::mutex> lock(collect_mutex_);
    if (wire_ != nullptr) return queue_.PopWire(std::min(max, batch_size_), &wire_batch_);
    queue_.Pop(std::min(max, batch_size_), &batch_);
    return batch_.size();
  }

  bool ExportBatch() noexcept {
    const bool succeeded = Export() == common::ExportResult::kSuccess;
    if (!succeeded) Count(Diagnostic::kSpanDroppedExportFailed, BatchCount());
    ClearBatch();
    return succeeded;
  }

  common::ExportResult Export() noexcept {
    if (wire_ == nullptr) {
      return exporter_->Export(
          nostd::span<std::unique_ptr<Recordable>>(batch_.data(), batch_.size()));
    }
    return wire_batch_.count == 0 ? common::ExportResult::kSuccess : wire_->ExportWire(wire_batch_);
  }

  std::size_t BatchCount() const noexcept {
    return wire_ == nullptr ? batch_.size() : wire_batch_.count;
  }

  // Groups keep their memory, unless there are many: scopes come and go with tracers.
  void ClearBatch() noexcept {
    constexpr std::size_t kMostKept = 16;
    constexpr std::size_t kMostKeptBytes = 1 << 20;
    batch_.clear();
    wire_batch_.count = 0;
    if (wire_batch_.groups.size() > kMostKept) wire_batch_.groups.clear();
    for (WireGroup& group : wire_batch_.groups) {
      group.spans.clear();
      if (group.spans.capacity() > kMostKeptBytes) group.spans.shrink_to_fit();
      group.count = 0;
    }
  }

  // Closes the queue, exports what is left as far as `deadline` allows, and shuts the exporter down.
  bool Finish(const Deadline& deadline) noexcept {
    {
      const std::lock_guard<std::mutex> lock(collect_mutex_);
      queue_.Close();
    }
    bool succeeded = true;
    while (Pop(batch_size_) != 0) {
      if (must_give_up_.load(std::memory_order_relaxed) || deadline.HasPassed()) {
        Count(Diagnostic::kSpanDroppedShutdownTimeout, BatchCount());
        ClearBatch();
        succeeded = false;
      } else {
        succeeded = ExportBatch() && succeeded;
      }
    }
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
  void BeforeFork() noexcept {
    mutex_.lock();
    collect_mutex_.lock();
  }
  void InParent() noexcept {
    collect_mutex_.unlock();
    mutex_.unlock();
  }
  void InChild() noexcept {
    // The thread does not exist here, nor do those that waited for it.
    new (&thread_) std::thread;
    new (&work_) std::condition_variable;
    new (&done_) std::condition_variable;
    new (&batch_) std::vector<std::unique_ptr<Recordable>>;
    new (&wire_batch_) WireBatch;
    try {
      batch_.reserve(batch_size_);
    } catch (...) {
      is_shutting_down_ = true;
    }
    has_thread_.store(false);
    is_woken_.store(false);
    flushes_done_ = flushes_requested_;
    has_stopped_ = is_shutting_down_;
    queue_.Abandon();
    InParent();
  }

  const std::unique_ptr<SpanExporter> exporter_;
  const std::shared_ptr<common::ThreadInstrumentation> instrumentation_;
  const std::chrono::milliseconds schedule_delay_;
  const std::chrono::milliseconds destructor_timeout_;
  const std::size_t batch_size_;
  RecordQueue queue_;
  const std::size_t wake_size_;  // queue_.size() at which an export need not wait
  std::mutex collect_mutex_;
  std::vector<std::unique_ptr<Recordable>> batch_;  // empty between exports; the memory is kept
  WireExporter* wire_ = nullptr;                    // the exporter, when it takes bytes
  WireBatch wire_batch_;                            // then this in the place of batch_

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
  Deadline flush_deadline_{kForever};

  std::atomic<bool> has_thread_{false};
  std::atomic<bool> is_woken_{false};
  std::atomic<bool> must_give_up_{false};
  std::atomic<bool> is_exporter_shut_down_{false};
  tracebridge::sdk::ForkHandlers<Impl> fork_handlers_{this};
};

BatchSpanProcessor::BatchSpanProcessor(std::unique_ptr<SpanExporter>&& exporter,
                                       const BatchSpanProcessorOptions& options)
    : BatchSpanProcessor(std::move(exporter), options, {}) {}

BatchSpanProcessor::BatchSpanProcessor(std::unique_ptr<SpanExporter>&& exporter,
                                       const BatchSpanProcessorOptions& options,
                                       const BatchSpanProcessorRuntimeOptions& runtime_options)
    : impl_(exporter == nullptr
                ? nullptr
                : std::make_unique<Impl>(std::move(exporter), options, runtime_options)) {}

BatchSpanProcessor::~BatchSpanProcessor() = default;

std::unique_ptr<Recordable> BatchSpanProcessor::MakeRecordable() noexcept {
  return impl_ == nullptr ? nullptr : impl_->MakeRecordable();
}

void BatchSpanProcessor::OnStart(Recordable&, const opentelemetry::trace::SpanContext&) noexcept {}

void BatchSpanProcessor::OnEnd(std::unique_ptr<Recordable>&& span) noexcept {
  std::unique_ptr<Recordable> record = std::move(span);
  if (record != nullptr && impl_ != nullptr && RecordableAccess::is_sampled(*record)) {
    impl_->Push(record);
  }
}

bool BatchSpanProcessor::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return impl_ == nullptr || impl_->ForceFlush(timeout);
}

bool BatchSpanProcessor::Shutdown(std::chrono::microseconds timeout) noexcept {
  return impl_ == nullptr || impl_->Shutdown(timeout);
}

std::unique_ptr<SpanProcessor> BatchSpanProcessorFactory::Create(
    std::unique_ptr<SpanExporter>&& exporter, const BatchSpanProcessorOptions& options) {
  return std::make_unique<BatchSpanProcessor>(std::move(exporter), options);
}

std::unique_ptr<SpanProcessor> BatchSpanProcessorFactory::Create(
    std::unique_ptr<SpanExporter>&& exporter, const BatchSpanProcessorOptions& options,
    const BatchSpanProcessorRuntimeOptions& runtime_options) {
  return std::make_unique<BatchSpanProcessor>(std::move(exporter), options, runtime_options);
}

}  // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
