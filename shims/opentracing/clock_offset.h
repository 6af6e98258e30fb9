// How far the system clock is ahead of the steady clock, without the noise of measuring it.
#pragma once

#include <atomic>
#include <chrono>

namespace tracebridge::opentracing_shim {

// Two measurements differ by what passes between the readings of two clocks, some 10 ns, which would put a child in front of
// its parent where a host gives both the same steady time, as HAProxy does. So one stays for as long as it is right to 1 µs.
// For any number of threads.
class ClockOffset {
 public:
  static constexpr std::chrono::nanoseconds kTolerance{1000};

  // Returns the offset to use, given what has just been measured.
  std::chrono::nanoseconds Settle(std::chrono::nanoseconds measured) noexcept {
    const std::chrono::nanoseconds kept{kept_.load(std::memory_order_relaxed)};
    if (measured - kept <= kTolerance && kept - measured <= kTolerance) return kept;
    kept_.store(measured.count(), std::memory_order_relaxed);
    return measured;
  }

 private:
  std::atomic<std::chrono::nanoseconds::rep> kept_{0};
};

}  // namespace tracebridge::opentracing_shim
