// Jaeger's rules without a server, and the one for each operation.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "otel_core/jaeger_samplers/src/decision.h"
#include "otel_core/jaeger_samplers/src/probability.h"
#include "otel_core/jaeger_samplers/src/rate_limiter.h"

namespace tracebridge::jaeger {

class ProbabilisticRule final : public Rule {
 public:
  explicit ProbabilisticRule(double rate) noexcept : probability_(rate) {}
  Decision Decide(const opentelemetry::trace::TraceId& trace_id,
                  opentelemetry::nostd::string_view) noexcept override {
    return {probability_.Samples(trace_id), kProbabilistic, probability_.rate()};
  }

 private:
  const Probability probability_;
};

class RateLimitingRule final : public Rule {
 public:
  explicit RateLimitingRule(double per_second, RateLimiter::Clock now = SteadyNow) noexcept
      : per_second_(per_second), limiter_(per_second, now) {}
  Decision Decide(const opentelemetry::trace::TraceId&,
                  opentelemetry::nostd::string_view) noexcept override {
    return {limiter_.Take(), kRateLimiting, per_second_};
  }

 private:
  const double per_second_;
  RateLimiter limiter_;
};

struct OperationRates {
  struct Operation {
    std::string name;
    double rate;
  };
  double default_rate = 0;
  double lower_bound = 0;  // traces a second, of each operation
  std::vector<Operation> operations;
};

// A rate for each operation, and a lower bound on how many of its traces are sampled, however rare they are. Operations that
// the rates do not name get the default rate and a bound of their own the first time, up to `max_operations`; those beyond
// have the default rate alone.
//
// Source: jaeger-client-cpp 0.9.0, samplers/AdaptiveSampler.cpp and GuaranteedThroughputProbabilisticSampler.h.
class PerOperationRule final : public Rule {
 public:
  // `before` may be null: else operations whose bound is the same keep what is left of it.
  PerOperationRule(const OperationRates& rates, std::size_t max_operations,
                   const PerOperationRule* before, RateLimiter::Clock now = SteadyNow);
  ~PerOperationRule() override;

  Decision Decide(const opentelemetry::trace::TraceId& trace_id,
                  opentelemetry::nostd::string_view operation) noexcept override;

 private:
  struct Operation;
  using Slot = std::atomic<Operation*>;

  // Returns the slot of `name`, or the free one where it would be.
  Slot* SlotOf(opentelemetry::nostd::string_view name) const noexcept;
  Operation* Find(opentelemetry::nostd::string_view name) const noexcept;
  Operation* FindOrAdd(opentelemetry::nostd::string_view name) noexcept;
  Operation* Add(std::unique_ptr<Operation> made) noexcept;
  std::unique_ptr<Operation> MakeOperation(opentelemetry::nostd::string_view name,
                                           double rate) const;

  const Probability default_;
  const double lower_bound_;
  const std::size_t max_operations_;
  const RateLimiter::Clock now_;
  std::atomic<std::size_t> count_{0};
  // Twice as many as operations at least, a power of two. Nothing is taken out.
  const std::size_t slot_count_;
  const std::unique_ptr<Slot[]> slots_;
};

}  // namespace tracebridge::jaeger
