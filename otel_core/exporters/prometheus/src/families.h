// The families of one scrape: each name once, with one type and no two equal sets of labels.
//
//   requests_total (counter) twice            ->  one family with the points of both
//   requests_total (counter), then (gauge)    ->  the gauge is left out
//   a histogram rpc, then a gauge rpc_count   ->  the gauge is left out: the histogram has lines of that name
//
// Source: OpenTelemetry specification 1.60.0, compatibility/prometheus_and_openmetrics.md, "Metric Metadata": "MUST drop entire
// metrics to prevent conflicting TYPE comments, but SHOULD NOT drop metric points as a result of conflicting UNIT or HELP".
#pragma once

#include <prometheus/metric_family.h>

#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tracebridge::prometheus_exporter {

// What is left out is counted, and reported once in a process for each name.
class Families {
 public:
  // Throws std::bad_alloc.
  void Add(prometheus::MetricFamily family);

  // Those that have points, in the order of their first.
  std::vector<prometheus::MetricFamily> Take() &&;

 private:
  struct Entry {
    std::size_t index;  // of the family that has lines of that name
    bool is_name;       // and is called so
  };

  void AddPoints(std::size_t index, std::vector<prometheus::ClientMetric> points);

  std::vector<prometheus::MetricFamily> families_;
  std::vector<std::unordered_set<std::string>> series_;  // of each family
  std::unordered_map<std::string, Entry> lines_;
};

// Counts `points` that are left out, and reports `name` with `why` unless that was done before. Never throws.
void LeaveOut(const std::string& name, const std::string& why, std::size_t points) noexcept;

}  // namespace tracebridge::prometheus_exporter
