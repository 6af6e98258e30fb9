#include "otel_core/exporters/otlp/src/http/backoff.h"

#include <algorithm>

namespace tracebridge::otlp {

std::chrono::nanoseconds Backoff::Next(double random) {
  const std::chrono::duration<double> wait = std::min(limit_, policy_.max_backoff) * random;
  limit_ = std::min(limit_ * policy_.multiplier, policy_.max_backoff);
  return std::chrono::duration_cast<std::chrono::nanoseconds>(wait);
}

}  // namespace tracebridge::otlp
