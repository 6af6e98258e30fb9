#include "otel_core/exporters/otlp/src/http/delivery.h"

namespace tracebridge::otlp {

Attempt Deliver(const RetryPolicy& policy, TimePoint deadline, const Timer& timer,
                const std::function<Attempt()>& attempt) {
  Backoff backoff(policy);
  for (std::uint32_t attempts = 1;; ++attempts) {
    Attempt last = attempt();
    if (last.verdict != Verdict::kTransient || attempts >= policy.max_attempts) return last;

    const std::chrono::nanoseconds own_wait = backoff.Next(timer.random());
    const std::chrono::nanoseconds wait = last.retry_after ? *last.retry_after : own_wait;
    if (wait >= deadline - timer.now()) return last;
    if (!timer.wait(wait)) {
      last.verdict = Verdict::kCancelled;
      return last;
    }
  }
}

}  // namespace tracebridge::otlp
