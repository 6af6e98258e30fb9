// Lets one export through at a time, until shutdown.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace tracebridge::exporters {

// Safe from any thread.
class ExportGate {
 public:
  // Blocks while another export is inside; false after Close().
  bool Enter();
  void Leave();

  // Waits until no export is inside; false if one still is after `timeout`.
  bool WaitUntilEmpty(std::chrono::microseconds timeout);

  // No export enters from now on. Returns whether it was open.
  bool Close();

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  bool inside_ = false;
  bool closed_ = false;
};

}  // namespace tracebridge::exporters
