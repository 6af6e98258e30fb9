#include "otel_core/jaeger_samplers/src/rate_limiter.h"

#include <algorithm>

namespace tracebridge::jaeger {
namespace {

// 36 years: for ever, and still a time that can be added to another.
constexpr double kForEver = 0x1p60;

std::int64_t CreditOf(double per_second) noexcept {
  if (!(per_second > 0)) return static_cast<std::int64_t>(kForEver);
  return static_cast<std::int64_t>(std::min(1e9 / per_second, kForEver));
}

std::int64_t MostOf(double per_second, std::int64_t credit) noexcept {
  return per_second > 1 ? 1'000'000'000 : credit;
}

}  // namespace

RateLimiter::RateLimiter(double per_second, Clock now) noexcept
    : now_(now),
      credit_(CreditOf(per_second)),
      most_(MostOf(per_second, credit_)),
      since_(now() - most_) {}

bool RateLimiter::Take() noexcept {
  const std::int64_t now = now_();
  std::int64_t since = since_.load(std::memory_order_relaxed);
  for (;;) {
    const std::int64_t taken = std::max(since, now - most_) + credit_;
    if (taken > now) return false;
    if (since_.compare_exchange_weak(since, taken, std::memory_order_relaxed)) return true;
  }
}

}  // namespace tracebridge::jaeger
