// What a jaegertracing::metrics::StatsFactory is told of: spans and traces.
//
// Source: jaeger-client-cpp 0.9.0, metrics/Metrics.h. Its counters of reporter, sampler and baggage have no counterpart:
// tracebridge::Bridge::Diagnostics() counts what was dropped.
#pragma once

#include <memory>

#include "jaegertracing/Tracer.h"
#include "jaegertracing/metrics/StatsFactory.h"

namespace jaegertracing {

struct Tracer::Counters {
  // Null for the factory of no metrics: nothing is counted then.
  static std::shared_ptr<Counters> For(metrics::StatsFactory& factory);

  explicit Counters(metrics::StatsFactory& factory);

  void SpanStarted(bool is_sampled, bool is_root) noexcept;
  void SpanFinished() noexcept;

  std::unique_ptr<metrics::Counter> traces_sampled, traces_not_sampled, spans_started,
      spans_finished, spans_sampled, spans_not_sampled;
};

}  // namespace jaegertracing
