// One request to stop, for whoever waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace tracebridge::otlp {

// Safe from any thread.
class Cancellation {
 public:
  // Wakes all that wait, now and later.
  void Cancel();
  bool cancelled() const;

  // Waits for `time`; false when cancelled before it was over.
  bool Wait(std::chrono::nanoseconds time);

  // Has Cancel() call `wake` while it is set; null unsets it, and returns after a call under way.
  void OnCancel(std::function<void()> wake);

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool cancelled_ = false;
  std::function<void()> wake_;
};

}  // namespace tracebridge::otlp
