// A monitoring system of the program's, which Tracer::make asks for counters.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "jaegertracing/metrics/Counter.h"
#include "jaegertracing/metrics/Gauge.h"
#include "jaegertracing/metrics/Timer.h"

namespace jaegertracing {
namespace metrics {

class StatsFactory {
 public:
  using TagMap = std::unordered_map<std::string, std::string>;

  virtual ~StatsFactory() = default;

  std::unique_ptr<Counter> createCounter(const std::string& name) {
    return createCounter(name, TagMap());
  }
  std::unique_ptr<Timer> createTimer(const std::string& name) {
    return createTimer(name, TagMap());
  }
  std::unique_ptr<Gauge> createGauge(const std::string& name) {
    return createGauge(name, TagMap());
  }

  virtual std::unique_ptr<Counter> createCounter(const std::string& name, const TagMap& tags) = 0;
  virtual std::unique_ptr<Timer> createTimer(const std::string& name, const TagMap& tags) = 0;
  virtual std::unique_ptr<Gauge> createGauge(const std::string& name, const TagMap& tags) = 0;
};

}  // namespace metrics
}  // namespace jaegertracing
