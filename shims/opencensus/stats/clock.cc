#include "shims/opencensus/stats/clock.h"

#include <atomic>
#include <chrono>

#include "absl/time/clock.h"

namespace tracebridge::opencensus_shim {
namespace {
std::atomic<Instant (*)() noexcept> replacement{nullptr};
}  // namespace

Instant Now() noexcept {
  if (const auto now = replacement.load(std::memory_order_acquire)) return now();
  const auto steady = std::chrono::steady_clock::now().time_since_epoch();
  return {absl::Now(), std::chrono::duration_cast<std::chrono::nanoseconds>(steady).count()};
}

void SetClockForTesting(Instant (*now)() noexcept) noexcept {
  replacement.store(now, std::memory_order_release);
}

}  // namespace tracebridge::opencensus_shim
