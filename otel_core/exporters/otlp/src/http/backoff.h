// How long to wait before sending a batch again.
//
//   initial 1 s, multiplier 1.5, at most 5 s:  up to 1, 1.5, 2.25, 3.4, 5, 5 ... seconds
//
// Each wait is random between nothing and its limit, so that clients that failed together do not come
// back together.
//
// Source: OpenTelemetry specification 1.60.0, protocol/exporter.md, "Retry".
#pragma once

#include <chrono>
#include <cstdint>

namespace tracebridge::otlp {

struct RetryPolicy {
  std::uint32_t max_attempts = 5;  // the first included; 0 is taken as 1
  std::chrono::duration<double> initial_backoff{1};
  std::chrono::duration<double> max_backoff{5};
  double multiplier = 1.5;
};

class Backoff {
 public:
  explicit Backoff(const RetryPolicy& policy) : policy_(policy), limit_(policy.initial_backoff) {}

  // Returns the next wait, for a `random` of [0, 1).
  std::chrono::nanoseconds Next(double random);

 private:
  const RetryPolicy policy_;
  std::chrono::duration<double> limit_;
};

}  // namespace tracebridge::otlp
