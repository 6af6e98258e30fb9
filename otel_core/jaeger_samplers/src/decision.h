// What a sampler of Jaeger's says about a trace, before it becomes the SDK's result.
#pragma once

#include <cstdint>
#include <memory>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/trace/trace_id.h"

namespace tracebridge::jaeger {

// The words of `sampler.type`. Source: jaeger-client-cpp 0.9.0, Constants.h.in.
inline constexpr opentelemetry::nostd::string_view kProbabilistic = "probabilistic";
inline constexpr opentelemetry::nostd::string_view kRateLimiting = "ratelimiting";
inline constexpr opentelemetry::nostd::string_view kLowerBound = "lowerbound";

struct Decision {
  bool sampled;
  opentelemetry::nostd::string_view type;
  double param;
};

// A rule of Jaeger's that roots are sampled by. Asked from any thread; allocates nothing for an operation that it knows.
class Rule {
 public:
  Rule() = default;
  Rule(const Rule&) = delete;
  Rule& operator=(const Rule&) = delete;
  virtual ~Rule() = default;

  virtual Decision Decide(const opentelemetry::trace::TraceId& trace_id,
                          opentelemetry::nostd::string_view operation) noexcept = 0;
};

// Returns `decision` for the SDK. The tags of a sampled span need memory; without any it is sampled, and untagged.
opentelemetry::sdk::trace::SamplingResult ToOtel(const Decision& decision) noexcept;

}  // namespace tracebridge::jaeger
