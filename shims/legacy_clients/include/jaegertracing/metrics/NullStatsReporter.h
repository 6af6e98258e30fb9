// One that ignores them.
#pragma once

#include "jaegertracing/metrics/StatsReporter.h"

namespace jaegertracing {
namespace metrics {

class NullStatsReporter : public StatsReporter {
 public:
  using StatsReporter::incCounter;
  using StatsReporter::recordTimer;
  using StatsReporter::updateGauge;

  void incCounter(const std::string&, int64_t, const TagMap&) override {}
  void recordTimer(const std::string&, int64_t, const TagMap&) override {}
  void updateGauge(const std::string&, int64_t, const TagMap&) override {}
};

}  // namespace metrics
}  // namespace jaegertracing
