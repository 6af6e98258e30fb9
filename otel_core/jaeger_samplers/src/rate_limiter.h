// Jaeger's rate limiter: credits that come back steadily, and of which only so many are kept.
//
//   RateLimiter limiter(2);    // 2 traces a second: takes 2 at once, then one each half second
//
// Source: jaeger-client-cpp 0.9.0, utils/RateLimiter.h; samplers/RateLimitingSampler.h: the most that is kept is a second's, or
// one whole credit, and all of it is there at the start.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace tracebridge::jaeger {

// Nanoseconds of the steady clock.
inline std::int64_t SteadyNow() noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// Any number of threads. One atomic number, no lock: the moment that the credits would have begun to come in, had none been
// there before.
class RateLimiter {
 public:
  using Clock = std::int64_t (*)() noexcept;

  // A limit that is not above 0 lets one through, and no more.
  explicit RateLimiter(double per_second, Clock now = SteadyNow) noexcept;
  // Continues with what `that` has left.
  RateLimiter(const RateLimiter& that) noexcept
      : now_(that.now_), credit_(that.credit_), most_(that.most_), since_(that.since_.load()) {}
  RateLimiter& operator=(const RateLimiter&) = delete;

  // Takes a credit, if there is one.
  bool Take() noexcept;

 private:
  const Clock now_;
  const std::int64_t credit_;  // ns that one takes to come back
  const std::int64_t most_;    // ns
  std::atomic<std::int64_t> since_;
};

}  // namespace tracebridge::jaeger
