// The wall clock, from a steady clock that has been read anyway.
//
// Linux keeps CLOCK_REALTIME as CLOCK_MONOTONIC plus an offset that changes only when somebody sets the clock; NTP's
// slewing changes the pace of both. So the sum is exact, and a clock read of 23 ns is an addition. The offset is looked at
// again every 10 ms: as long may a span keep the old time after the clock was set.
// Why: docs/RATIONALE.md, "Why is the wall clock not read for every span?".
#pragma once

#include <atomic>
#include <cstdint>

#include "opentelemetry/common/timestamp.h"

namespace tracebridge::sdk {

class WallClock {
 public:
  static opentelemetry::common::SystemTimestamp At(
      opentelemetry::common::SteadyTimestamp steady) noexcept {
    const std::int64_t now = steady.time_since_epoch().count();
    // Relaxed: an offset of a moment ago is as good. A steady time of the past is not looked up in the past.
    const std::int64_t age = now - looked_at_.load(std::memory_order_relaxed);
    if (__builtin_expect(age < 0 || age > kLifetime, 0)) Look(now);
    return opentelemetry::common::SystemTimestamp(
        std::chrono::nanoseconds(now + offset_.load(std::memory_order_relaxed)));
  }

 private:
  static constexpr std::int64_t kLifetime = 10'000'000;  // ns

  static void Look(std::int64_t now) noexcept;

  // Together on a cache line that is written a hundred times a second at most.
  alignas(64) static inline std::atomic<std::int64_t> looked_at_{-kLifetime - 1};
  static inline std::atomic<std::int64_t> offset_{0};
};

}  // namespace tracebridge::sdk
