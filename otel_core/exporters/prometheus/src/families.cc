#include "otel_core/exporters/prometheus/src/families.h"

#include <algorithm>
#include <utility>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/exporters/common/told_once.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::prometheus_exporter {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

// Returns whether `name` is new, and there is room to remember it.
bool IsFirst(const std::string& name) {
  static auto* const told = new exporters::ToldOnce;  // needed after main, so never destroyed
  return told->IsFirst(name);
}

// The names that lines of a family have (text format 0.0.4).
std::vector<std::string> LineNames(const MetricFamily& family) {
  switch (family.type) {
    case MetricType::Histogram:
      return {family.name, family.name + "_bucket", family.name + "_sum", family.name + "_count"};
    case MetricType::Summary:
      return {family.name, family.name + "_sum", family.name + "_count"};
    default:
      return {family.name};
  }
}

// A label without a value is none, says Prometheus.
std::string SeriesKey(ClientMetric& point) {
  std::string key;
  for (const auto& label : point.label) {
    if (label.value.empty()) continue;
    key.append(label.name).append("\xff").append(label.value).append("\xff");
  }
  return key;
}

}  // namespace

void Families::Add(MetricFamily family) {
  const auto known = lines_.find(family.name);
  if (known != lines_.end() && known->second.is_name &&
      families_[known->second.index].type == family.type) {
    return AddPoints(known->second.index, std::move(family.metric));
  }
  const std::vector<std::string> names = LineNames(family);
  for (const std::string& name : names) {
    const auto other = lines_.find(name);
    if (other == lines_.end()) continue;
    return LeaveOut(family.name,
                    "another metric, " + families_[other->second.index].name +
                        ", has that name with another type",
                    family.metric.size());
  }
  for (const std::string& name : names) {
    lines_.emplace(name, Entry{families_.size(), name == family.name});
  }
  std::vector<ClientMetric> points;
  points.swap(family.metric);
  families_.push_back(std::move(family));
  series_.emplace_back();
  AddPoints(families_.size() - 1, std::move(points));
}

void Families::AddPoints(std::size_t index, std::vector<ClientMetric> points) {
  std::vector<ClientMetric>& all = families_[index].metric;
  const std::size_t size = points.size();
  const std::size_t before = all.size();
  all.reserve(before + size);
  for (ClientMetric& point : points) {
    if (series_[index].insert(SeriesKey(point)).second) all.push_back(std::move(point));
  }
  const std::size_t left_out = before + size - all.size();
  if (left_out == 0) return;
  LeaveOut(families_[index].name, "several points have the same labels, and the first is served",
           left_out);
}

std::vector<MetricFamily> Families::Take() && {
  families_.erase(std::remove_if(families_.begin(), families_.end(),
                                 [](const MetricFamily& family) { return family.metric.empty(); }),
                  families_.end());
  return std::move(families_);
}

void LeaveOut(const std::string& name, const std::string& why, std::size_t points) noexcept {
  Count(Diagnostic::kLeftOutOfScrape, points);
  try {
    if (!IsFirst(name)) return;
    OTEL_INTERNAL_LOG_WARN("Prometheus exporter: " << name << " is not served whole: " << why);
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

}  // namespace tracebridge::prometheus_exporter
