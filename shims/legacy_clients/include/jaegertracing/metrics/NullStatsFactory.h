// No monitoring system.
#pragma once

#include <memory>
#include <string>

#include "jaegertracing/metrics/NullCounter.h"
#include "jaegertracing/metrics/NullGauge.h"
#include "jaegertracing/metrics/NullTimer.h"
#include "jaegertracing/metrics/StatsFactory.h"

namespace jaegertracing {
namespace metrics {

class NullStatsFactory : public StatsFactory {
 public:
  using StatsFactory::createCounter;
  using StatsFactory::createGauge;
  using StatsFactory::createTimer;

  std::unique_ptr<Counter> createCounter(const std::string&, const TagMap&) override {
    return std::unique_ptr<Counter>(new NullCounter());
  }
  std::unique_ptr<Timer> createTimer(const std::string&, const TagMap&) override {
    return std::unique_ptr<Timer>(new NullTimer());
  }
  std::unique_ptr<Gauge> createGauge(const std::string&, const TagMap&) override {
    return std::unique_ptr<Gauge>(new NullGauge());
  }
};

}  // namespace metrics
}  // namespace jaegertracing
