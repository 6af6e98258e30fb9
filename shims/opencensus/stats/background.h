// A thread that does something periodically.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/time/time.h"

namespace tracebridge::opencensus_shim {

// Lives for the rest of the process: a thread that was not stopped ends with it. Safe from any thread.
class Background {
 public:
  // Takes no lock: it may be made under one that a fork takes after this one's.
  explicit Background(absl::Duration interval) noexcept : interval_(Kept(interval)) {}

  // Calls `work` once an interval, which must not throw, on a thread of its own. Does nothing when there
  // is one. Without a thread to be had, counts that as memory, and does nothing.
  void Start(void (*work)() noexcept) noexcept;

  // How long it waits between calls; at least 1 ms. From now on.
  void SetInterval(absl::Duration interval) noexcept;

  // Returns when `work` is not running and will not be called again, until the next Start. On the thread
  // itself it does not wait.
  void Stop() noexcept;

  // Around a fork, in this order. The child has no thread; Restart makes one as the parent had it.
  void BeforeFork() noexcept { mutex_.lock(); }
  void InParent() noexcept { mutex_.unlock(); }
  void InChild() noexcept;
  void Restart() noexcept;

 private:
  static std::chrono::milliseconds Kept(absl::Duration interval) noexcept;
  void Run(std::uint64_t number) noexcept;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::chrono::milliseconds interval_;
  std::uint64_t intervals_set_ = 0;
  void (*work_)() noexcept = nullptr;  // null while it is stopped
  std::thread thread_;
  std::uint64_t threads_made_ = 0;
  std::uint64_t running_ = 0;  // the number of the thread that runs; zero: none
};

}  // namespace tracebridge::opencensus_shim
