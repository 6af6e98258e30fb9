// Sums and differences of values. Those of integers wrap around: a signed overflow would be undefined.
#pragma once

#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics::internal {

inline std::int64_t Plus(std::int64_t a, std::int64_t b) noexcept {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
inline double Plus(double a, double b) noexcept { return a + b; }

inline std::int64_t Minus(std::int64_t a, std::int64_t b) noexcept {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
inline double Minus(double a, double b) noexcept { return a - b; }

}  // namespace sdk::metrics::internal
OPENTELEMETRY_END_NAMESPACE
