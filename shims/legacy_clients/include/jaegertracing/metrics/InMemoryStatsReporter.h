// Keeps the last values, under names with their tags in order: "jaeger.spans.group=sampling.sampled=y". For tests: it has no lock.
#pragma once

#include "jaegertracing/metrics/StatsReporter.h"

namespace jaegertracing {
namespace metrics {

class InMemoryStatsReporter : public StatsReporter {
 public:
  using ValueMap = std::unordered_map<std::string, int64_t>;

  using StatsReporter::incCounter;
  using StatsReporter::recordTimer;
  using StatsReporter::updateGauge;

  void incCounter(const std::string& name, int64_t delta, const TagMap& tags) override;
  void recordTimer(const std::string& name, int64_t time, const TagMap& tags) override;
  void updateGauge(const std::string& name, int64_t amount, const TagMap& tags) override;

  void reset();

  const ValueMap& counters() const { return _counters; }
  const ValueMap& gauges() const { return _gauges; }
  const ValueMap& timers() const { return _timers; }

 private:
  ValueMap _counters;
  ValueMap _gauges;
  ValueMap _timers;
};

}  // namespace metrics
}  // namespace jaegertracing
