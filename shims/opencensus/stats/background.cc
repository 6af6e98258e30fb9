#include "shims/opencensus/stats/background.h"

#include <algorithm>
#include <new>
#include <utility>

#include "otel_core/state/src/block_signals.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {

void Background::Start(void (*work)() noexcept) noexcept {
  const std::lock_guard<std::mutex> lock(mutex_);
  work_ = work;
  if (running_ != 0) return;
  try {
    const state::BlockSignals blocked;
    thread_ = std::thread(&Background::Run, this, threads_made_ + 1);
    running_ = ++threads_made_;
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void Background::Restart() noexcept {
  void (*work)() noexcept = nullptr;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    work = work_;
  }
  if (work != nullptr) Start(work);
}

std::chrono::milliseconds Background::Kept(absl::Duration interval) noexcept {
  const absl::Duration kept = std::clamp(interval, absl::Milliseconds(1), absl::Hours(24 * 365));
  return std::chrono::milliseconds(absl::ToInt64Milliseconds(kept));
}

void Background::SetInterval(absl::Duration interval) noexcept {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    interval_ = Kept(interval);
    ++intervals_set_;
  }
  changed_.notify_all();
}

void Background::Stop() noexcept {
  std::thread ended;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    work_ = nullptr;
    running_ = 0;
    if (!thread_.joinable()) return;
    if (thread_.get_id() == std::this_thread::get_id()) return thread_.detach();
    ended = std::move(thread_);
  }
  changed_.notify_all();
  ended.join();
}

void Background::InChild() noexcept {
  // What they say about threads is the parent's: begun anew in their places, never ended.
  new (&changed_) std::condition_variable;
  new (&thread_) std::thread;
  running_ = 0;
  mutex_.unlock();
}

void Background::Run(std::uint64_t number) noexcept {
  std::unique_lock<std::mutex> lock(mutex_);
  std::uint64_t intervals_set = intervals_set_;
  auto due = std::chrono::steady_clock::now() + interval_;
  while (running_ == number) {
    const bool is_due = changed_.wait_until(lock, due) == std::cv_status::timeout;
    if (running_ != number) return;
    if (!is_due && intervals_set == intervals_set_) continue;
    intervals_set = intervals_set_;
    due = std::chrono::steady_clock::now() + interval_;
    if (!is_due) continue;
    void (*const work)() noexcept = work_;
    lock.unlock();
    work();
    lock.lock();
  }
}

}  // namespace tracebridge::opencensus_shim
