#include "otel_core/sdk/src/common/wall_clock.h"

#include <chrono>

namespace tracebridge::sdk {
namespace {

std::int64_t Steady() noexcept {
  return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::int64_t System() noexcept {
  return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

// The thread may lose its core between two reads: the narrowest of a few brackets counts.
void WallClock::Look(std::int64_t now) noexcept {
  std::int64_t narrowest = INT64_MAX, offset = 0;
  for (int i = 0; i < 3 && narrowest > 500; ++i) {
    const std::int64_t before = Steady();
    const std::int64_t system = System();
    const std::int64_t after = Steady();
    if (after - before >= narrowest) continue;
    narrowest = after - before;
    offset = system - (before + narrowest / 2);
  }
  offset_.store(offset, std::memory_order_relaxed);
  looked_at_.store(now, std::memory_order_relaxed);
}

}  // namespace tracebridge::sdk
