// Points in time, in nanoseconds, of the wall clock and of the steady clock.
#pragma once

#include <chrono>
#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {
namespace detail {

template <class Duration>
constexpr int64_t ToNanoseconds(const Duration& duration) noexcept {
  return static_cast<int64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count());
}

// A point in time of one clock. Zero, the default, stands for "not given" in options.
template <class Clock>
class Timestamp {
 public:
  constexpr Timestamp() noexcept = default;

  template <class Rep, class Period>
  constexpr explicit Timestamp(const std::chrono::duration<Rep, Period>& since_epoch) noexcept
      : nanos_since_epoch_(ToNanoseconds(since_epoch)) {}

  // NOLINTBEGIN(google-explicit-constructor): implicit both ways, as upstream's
  constexpr Timestamp(const typename Clock::time_point& time_point) noexcept
      : Timestamp(time_point.time_since_epoch()) {}

  constexpr operator typename Clock::time_point() const noexcept {
    return typename Clock::time_point(
        std::chrono::duration_cast<typename Clock::duration>(time_since_epoch()));
  }
  // NOLINTEND(google-explicit-constructor)

  constexpr std::chrono::nanoseconds time_since_epoch() const noexcept {
    return std::chrono::nanoseconds(nanos_since_epoch_);
  }

  constexpr bool operator==(const Timestamp& other) const noexcept {
    return nanos_since_epoch_ == other.nanos_since_epoch_;
  }
  constexpr bool operator!=(const Timestamp& other) const noexcept { return !(*this == other); }

 private:
  int64_t nanos_since_epoch_ = 0;
};

}  // namespace detail

// Classes, not aliases: programs forward-declare them.

// When something happened: since the Unix epoch.
class SystemTimestamp : public detail::Timestamp<std::chrono::system_clock> {
 public:
  using Timestamp::Timestamp;
};

// How long something took: since an unspecified start.
class SteadyTimestamp : public detail::Timestamp<std::chrono::steady_clock> {
 public:
  using Timestamp::Timestamp;
};

class DurationUtil {
 public:
  // Returns `timeout`, or `indefinite_value` if now + timeout would overflow either clock, which
  // the waiting functions of the standard library do not check.
  template <class Rep, class Period>
  static std::chrono::duration<Rep, Period> AdjustWaitForTimeout(
      std::chrono::duration<Rep, Period> timeout,
      std::chrono::duration<Rep, Period> indefinite_value) noexcept {
    using Duration = std::chrono::duration<Rep, Period>;
    if (timeout == (Duration::max)()) return indefinite_value;  // spares two clock reads
    const bool overflows = timeout >= Remaining<std::chrono::steady_clock, Duration>() ||
                           timeout >= Remaining<std::chrono::system_clock, Duration>();
    return overflows ? indefinite_value : timeout;
  }

 private:
  template <class Clock, class Duration>
  static Duration Remaining() noexcept {
    return std::chrono::duration_cast<Duration>((Clock::time_point::max)() - Clock::now());
  }
};

}  // namespace common
OPENTELEMETRY_END_NAMESPACE
