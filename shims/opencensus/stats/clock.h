// The time as the views see it. Tests set it.
#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace tracebridge::opencensus_shim {

struct Instant {
  absl::Time wall;             // may be set back; what exporters show
  std::int64_t steady_ns = 0;  // nanoseconds; never goes back; what durations are measured with
};

Instant Now() noexcept;

// `now` replaces the clocks of the process until it is null again. While another thread asks for the
// time, too.
void SetClockForTesting(Instant (*now)() noexcept) noexcept;

}  // namespace tracebridge::opencensus_shim
