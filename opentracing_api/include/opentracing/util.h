// Clocks, expected results and other small things that the OpenTracing interfaces share.
#pragma once

#include <opentracing/string_view.h>
#include <opentracing/version.h>

#include <chrono>
#include <opentracing/expected/expected.hpp>
#include <system_error>
#include <type_traits>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
using SystemClock = std::chrono::system_clock;
using SteadyClock = std::chrono::steady_clock;
using SystemTime = SystemClock::time_point;
using SteadyTime = SteadyClock::time_point;

// A reference that also binds to a temporary. It is what StartSpan and Finish take their options
// as, in a braced list: the temporaries live until the call returns, and the wrapper no longer.
template <typename T>
class option_wrapper {
 public:
  option_wrapper(const T& opt) : ptr_(&opt) {}

  const T& get() const { return *ptr_; }

 private:
  const T* ptr_;
};

// Returns the moment of ToClock that is as far from its present as `from_time_point` is from the
// present of FromClock. Exact to the time between two readings of a clock.
template <class ToClock, class FromClock, class Duration,
          typename std::enable_if<!std::is_same<FromClock, ToClock>::value>::type* = nullptr>
typename ToClock::time_point convert_time_point(
    std::chrono::time_point<FromClock, Duration> from_time_point) {
  const auto from_now = FromClock::now();
  const auto to_now = ToClock::now();
  return to_now +
         std::chrono::duration_cast<typename ToClock::duration>(from_time_point - from_now);
}

// The same moment, in the resolution of the clock.
template <class ToClock, class FromClock, class Duration,
          typename std::enable_if<std::is_same<FromClock, ToClock>::value>::type* = nullptr>
typename ToClock::time_point convert_time_point(
    std::chrono::time_point<FromClock, Duration> from_time_point) {
  return std::chrono::time_point_cast<typename ToClock::time_point::duration>(from_time_point);
}

// Compares error codes whose categories may come from two copies of this library, as when a plugin
// has one linked into it: by the category's name, where operator== compares its address.
inline bool are_errors_equal(std::error_code lhs, std::error_code rhs) noexcept {
  return lhs.value() == rhs.value() &&
         string_view{lhs.category().name()} == string_view{rhs.category().name()};
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
