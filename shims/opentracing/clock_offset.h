// How far the system clock is ahead of the steady clock, without the noise of measuring it, nor the cost.
#pragma once

#include <atomic>
#include <chrono>
#include <limits>

namespace tracebridge::opentracing_shim {

// Two measurements differ by what passes between the readings of two clocks, some 10 ns, which would put a child in front of
// its parent where a host gives both the same steady time, as HAProxy does. So one stays for as long as it is right to 1 µs, and
// is looked at again after 10 ms: the clocks run at one speed, and are set apart rarely.
// For any number of threads.
class ClockOffset {
 public:
  static constexpr std::chrono::nanoseconds kTolerance{1000};
  static constexpr std::chrono::nanoseconds kKept{10'000'000};

  // Returns the offset at `steady`, a time that has passed. `measure` returns what it is now.
  template <class Measure>
  std::chrono::nanoseconds At(std::chrono::nanoseconds steady, const Measure& measure) noexcept {
    const std::chrono::nanoseconds since =
        steady - std::chrono::nanoseconds{looked_at_.load(std::memory_order_acquire)};
    if (since < kKept && since > -kKept) {
      return std::chrono::nanoseconds{kept_.load(std::memory_order_relaxed)};
    }
    const std::chrono::nanoseconds offset = Settle(measure());
    looked_at_.store(steady.count(), std::memory_order_release);
    return offset;
  }

 private:
  std::chrono::nanoseconds Settle(std::chrono::nanoseconds measured) noexcept {
    const std::chrono::nanoseconds kept{kept_.load(std::memory_order_relaxed)};
    if (measured - kept <= kTolerance && kept - measured <= kTolerance) return kept;
    kept_.store(measured.count(), std::memory_order_relaxed);
    return measured;
  }

  using Count = std::chrono::nanoseconds::rep;
  std::atomic<Count> kept_{0};
  std::atomic<Count> looked_at_{std::numeric_limits<Count>::min() / 2};  // in steady time
};

}  // namespace tracebridge::opentracing_shim
