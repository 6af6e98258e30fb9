// Jaeger's probabilistic rule: a trace is sampled when the low half of its id is not above the rate's share of all numbers.
//
//   rate 0.5:  ...7fffffffffffffff  sampled      ...8000000000000000  not
//
// Source: jaeger-client-cpp 0.9.0, samplers/ProbabilisticSampler.h. All 64 bits count, as in that client (Go's leaves the
// highest out, Java's takes it for a sign), so that a fleet of them decides alike.
#pragma once

#include <cstdint>

#include "opentelemetry/trace/trace_id.h"

namespace tracebridge::jaeger {

class Probability {
 public:
  // Below 0 (and no number) counts as 0, above 1 as 1.
  explicit Probability(double rate) noexcept;

  double rate() const noexcept { return rate_; }
  bool Samples(const opentelemetry::trace::TraceId& trace_id) const noexcept;

 private:
  const double rate_;
  const std::uint64_t boundary_;
};

}  // namespace tracebridge::jaeger
