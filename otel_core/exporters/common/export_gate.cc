#include "otel_core/exporters/common/export_gate.h"

namespace tracebridge::exporters {
namespace {

// A longer wait than this is for ever; adding it to a clock does not overflow.
constexpr std::chrono::hours kForEver{24 * 365};

}  // namespace

bool ExportGate::Enter() {
  std::unique_lock<std::mutex> lock(mutex_);
  left_.wait(lock, [this] { return !inside_ || closed_; });
  if (closed_) return false;
  inside_ = true;
  return true;
}

void ExportGate::Leave() {
  const std::lock_guard<std::mutex> lock(mutex_);
  inside_ = false;
  // Under the lock: whoever waits may destroy this gate as soon as it is empty.
  left_.notify_all();
}

bool ExportGate::WaitUntilEmpty(std::chrono::microseconds timeout) {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto empty = [this] { return !inside_; };
  if (timeout < kForEver) return left_.wait_for(lock, timeout, empty);
  left_.wait(lock, empty);
  return true;
}

bool ExportGate::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool was_open = !closed_;
  closed_ = true;
  left_.notify_all();
  return was_open;
}

}  // namespace tracebridge::exporters
