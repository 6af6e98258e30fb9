// Metrics that tell a StatsReporter, which outlives them.
#pragma once

#include <memory>
#include <string>

#include "jaegertracing/metrics/StatsFactory.h"
#include "jaegertracing/metrics/StatsReporter.h"

namespace jaegertracing {
namespace metrics {

class StatsFactoryImpl : public StatsFactory {
 public:
  using StatsFactory::createCounter;
  using StatsFactory::createGauge;
  using StatsFactory::createTimer;

  explicit StatsFactoryImpl(StatsReporter& reporter) : _reporter(reporter) {}

  std::unique_ptr<Counter> createCounter(const std::string& name, const TagMap& tags) override;
  std::unique_ptr<Timer> createTimer(const std::string& name, const TagMap& tags) override;
  std::unique_ptr<Gauge> createGauge(const std::string& name, const TagMap& tags) override;

 private:
  StatsReporter& _reporter;
};

}  // namespace metrics
}  // namespace jaegertracing
