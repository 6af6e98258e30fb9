// What receives every change of every metric, by name.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

namespace jaegertracing {
namespace metrics {

class StatsReporter {
 public:
  using TagMap = std::unordered_map<std::string, std::string>;

  virtual ~StatsReporter() = default;

  void incCounter(const std::string& name, int64_t delta) { incCounter(name, delta, TagMap()); }
  void recordTimer(const std::string& name, int64_t time) { recordTimer(name, time, TagMap()); }
  void updateGauge(const std::string& name, int64_t amount) { updateGauge(name, amount, TagMap()); }

  virtual void incCounter(const std::string& name, int64_t delta, const TagMap& tags) = 0;
  virtual void recordTimer(const std::string& name, int64_t time, const TagMap& tags) = 0;
  virtual void updateGauge(const std::string& name, int64_t amount, const TagMap& tags) = 0;
};

}  // namespace metrics
}  // namespace jaegertracing
