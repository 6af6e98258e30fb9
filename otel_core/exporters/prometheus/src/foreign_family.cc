#include "otel_core/exporters/prometheus/src/foreign_family.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "otel_core/exporters/prometheus/src/families.h"
#include "otel_core/sdk/src/common/utf8.h"

namespace tracebridge::prometheus_exporter {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricType;

// Where a label of the metric's own is, the serializer adds a second: Prometheus refuses a page on which a label is there twice.
// It renames so itself, where a label is that of a target.
struct Rename {
  MetricType type;
  std::string_view label;
  const char* renamed;
};

constexpr Rename kRenames[] = {
    {MetricType::Histogram, "le", "exported_le"},
    {MetricType::Summary, "quantile", "exported_quantile"},
};

// The name of the series is a label of this name, as Prometheus reads it.
constexpr std::string_view kReserved = "__name__";

void RenameLabels(MetricType type, ClientMetric* point) {
  for (const Rename& row : kRenames) {
    if (row.type != type) continue;
    for (auto& label : point->label) {
      if (label.name == row.label) label.name = row.renamed;
    }
  }
}

// Prometheus, "Data model": metric names are [a-zA-Z_:][a-zA-Z0-9_:]*, those of labels the same without ':'.
bool IsName(std::string_view text, bool may_have_colons) {
  const auto is_fine = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c == ':' && may_have_colons);
  };
  return !text.empty() && !(text.front() >= '0' && text.front() <= '9') &&
         std::all_of(text.begin(), text.end(), is_fine);
}

bool HasGoodLabels(const ClientMetric& point) {
  std::vector<std::string_view> names;
  for (const auto& label : point.label) {
    if (!IsName(label.name, false) || label.name == kReserved) return false;
    names.push_back(label.name);
  }
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

void MakeValid(std::string* text) {
  if (!IsValidUtf8(*text)) *text = ReplaceInvalidUtf8(*text);
}

}  // namespace

bool MakeServable(prometheus::MetricFamily* family) {
  std::vector<ClientMetric>& points = family->metric;
  if (!IsName(family->name, true)) {
    std::string name = family->name;
    MakeValid(&name);
    LeaveOut(name, "Prometheus takes no such name", points.size());
    return false;
  }
  MakeValid(&family->help);
  for (std::size_t at = 0; (at = family->help.find('\n', at)) != std::string::npos;) {
    family->help.replace(at, 1, "\\n");
  }
  for (ClientMetric& point : points) RenameLabels(family->type, &point);
  const std::size_t size = points.size();
  points.erase(std::remove_if(points.begin(), points.end(),
                              [](const ClientMetric& point) { return !HasGoodLabels(point); }),
               points.end());
  if (points.size() != size) {
    LeaveOut(family->name, "it has labels of no name that Prometheus takes, or one of them twice",
             size - points.size());
  }
  for (ClientMetric& point : points) {
    for (auto& label : point.label) MakeValid(&label.value);
  }
  return true;
}

}  // namespace tracebridge::prometheus_exporter
