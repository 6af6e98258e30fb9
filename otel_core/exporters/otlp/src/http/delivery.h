// Sends one batch until it arrives, is refused, or its time is over.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "otel_core/exporters/otlp/src/http/backoff.h"

namespace tracebridge::otlp {

using TimePoint = std::chrono::steady_clock::time_point;

// Returns when `timeout` will be over; never for 0 and less, and for more than a year, which may be too much to add.
template <class Rep, class Period>
TimePoint DeadlineAfter(std::chrono::duration<Rep, Period> timeout) {
  constexpr std::chrono::hours kYear(24 * 365);
  if (timeout <= timeout.zero() || timeout > kYear) return TimePoint::max();
  return std::chrono::steady_clock::now() + timeout;
}

enum class Verdict {
  kDelivered,
  kRefused,    // for good: sending it again would change nothing
  kTransient,  // it may be sent again
  kCancelled,  // by Shutdown
};

// What came of sending a batch once.
struct Attempt {
  Verdict verdict = Verdict::kDelivered;
  std::optional<std::chrono::seconds> retry_after;  // as the server asked
  std::uint64_t rejected = 0;                       // of a delivered batch: spans, or points
  std::string message;  // of the server or of the transport, for a person
};

// The time, passed in.
struct Timer {
  std::function<TimePoint()> now;
  // Waits; false when cancelled meanwhile.
  std::function<bool(std::chrono::nanoseconds)> wait;
  std::function<double()> random;  // of [0, 1)
};

// Calls `attempt` until it is not transient, and returns the last. Gives up when `policy` allows no more
// attempts, or when the next one would be due at `deadline` or later: a wait never runs past it. Waits
// as the server asked, or else as Backoff says.
Attempt Deliver(const RetryPolicy& policy, TimePoint deadline, const Timer& timer,
                const std::function<Attempt()>& attempt);

}  // namespace tracebridge::otlp
