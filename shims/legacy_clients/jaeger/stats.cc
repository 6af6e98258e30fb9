// Metrics by name, for programs that bring a StatsReporter.
#include <map>

#include "jaegertracing/metrics/InMemoryStatsReporter.h"
#include "jaegertracing/metrics/StatsFactoryImpl.h"

namespace jaegertracing::metrics {
namespace {

using TagMap = StatsReporter::TagMap;

// jaeger.spans {state: started, group: lifecycle} -> jaeger.spans.group=lifecycle.state=started
std::string NameWithTags(const std::string& name, const TagMap& tags) {
  std::string text = name;
  for (const auto& [key, value] : std::map<std::string, std::string>(tags.begin(), tags.end())) {
    text.append(".").append(key).append("=").append(value);
  }
  return text;
}

struct Reported {
  StatsReporter& reporter;
  std::string name;
  TagMap tags;
};

class ReportedCounter final : public Counter {
 public:
  explicit ReportedCounter(Reported to) : to_(std::move(to)) {}
  void inc(int64_t delta) override { to_.reporter.incCounter(to_.name, delta, to_.tags); }

 private:
  const Reported to_;
};

class ReportedTimer final : public Timer {
 public:
  explicit ReportedTimer(Reported to) : to_(std::move(to)) {}
  void record(int64_t time) override { to_.reporter.recordTimer(to_.name, time, to_.tags); }

 private:
  const Reported to_;
};

class ReportedGauge final : public Gauge {
 public:
  explicit ReportedGauge(Reported to) : to_(std::move(to)) {}
  void update(int64_t amount) override { to_.reporter.updateGauge(to_.name, amount, to_.tags); }

 private:
  const Reported to_;
};

}  // namespace

std::unique_ptr<Counter> StatsFactoryImpl::createCounter(const std::string& name,
                                                         const TagMap& tags) {
  return std::make_unique<ReportedCounter>(Reported{_reporter, name, tags});
}

std::unique_ptr<Timer> StatsFactoryImpl::createTimer(const std::string& name, const TagMap& tags) {
  return std::make_unique<ReportedTimer>(Reported{_reporter, name, tags});
}

std::unique_ptr<Gauge> StatsFactoryImpl::createGauge(const std::string& name, const TagMap& tags) {
  return std::make_unique<ReportedGauge>(Reported{_reporter, name, tags});
}

void InMemoryStatsReporter::incCounter(const std::string& name, int64_t delta, const TagMap& tags) {
  _counters[NameWithTags(name, tags)] += delta;
}

void InMemoryStatsReporter::recordTimer(const std::string& name, int64_t time, const TagMap& tags) {
  _timers[NameWithTags(name, tags)] += time;
}

void InMemoryStatsReporter::updateGauge(const std::string& name, int64_t amount,
                                        const TagMap& tags) {
  _gauges[NameWithTags(name, tags)] = amount;
}

void InMemoryStatsReporter::reset() {
  _counters.clear();
  _gauges.clear();
  _timers.clear();
}

}  // namespace jaegertracing::metrics
