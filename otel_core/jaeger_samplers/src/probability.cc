#include "otel_core/jaeger_samplers/src/probability.h"

#include <cmath>
#include <cstddef>
#include <limits>

namespace tracebridge::jaeger {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

double Clamp(double rate) noexcept { return rate > 0 ? std::fmin(rate, 1) : 0; }

// In long double, whose mantissa holds every 64-bit number on the platforms that we support.
std::uint64_t BoundaryOf(double rate) noexcept {
  const long double most = static_cast<long double>(kMost);
  const long double boundary = static_cast<long double>(rate) * most;
  return boundary >= most ? kMost : static_cast<std::uint64_t>(boundary);
}

}  // namespace

Probability::Probability(double rate) noexcept : rate_(Clamp(rate)), boundary_(BoundaryOf(rate_)) {}

bool Probability::Samples(const opentelemetry::trace::TraceId& trace_id) const noexcept {
  constexpr std::size_t kSize = opentelemetry::trace::TraceId::kSize;
  std::uint64_t low = 0;
  for (std::size_t i = kSize - 8; i < kSize; ++i) low = low << 8 | trace_id.Id()[i];
  return boundary_ >= low;
}

}  // namespace tracebridge::jaeger
