#include "opentelemetry/exporters/prometheus/exporter_utils.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/prometheus/src/families.h"
#include "otel_core/exporters/prometheus/src/labels.h"
#include "otel_core/exporters/prometheus/src/names.h"
#include "otel_core/exporters/prometheus/src/points.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::metrics {
namespace {

namespace ours = tracebridge::prometheus_exporter;
using ::prometheus::ClientMetric;
using ::prometheus::MetricFamily;
using ::prometheus::MetricType;
using sdk::metrics::AggregationTemporality;
using sdk::metrics::MetricData;
using sdk::metrics::PointDataAttributes;

constexpr char kTargetInfo[] = "target_info";

// prometheus-cpp 1.0 writes it as it is. Text format 0.0.4, "Comments, help text, and type information".
std::string HelpText(const std::string& description) {
  std::string text;
  for (const char c : tracebridge::exporters::ValidText(description)) {
    if (c == '\\') text += '\\';
    if (c == '\n') {
      text += "\\n";
    } else {
      text += c;
    }
  }
  return text;
}

// "The `target` info metric MUST be an info-typed metric whose labels MUST include the resource attributes, and MUST NOT
// include any other labels." prometheus-cpp 1.0 has no such type: "a gauge-typed metric family named `target_info` with a
// constant value of 1 MUST be used instead".
std::optional<MetricFamily> TargetInfo(const sdk::resource::Resource* resource) {
  if (resource == nullptr || resource->GetAttributes().empty()) return std::nullopt;
  MetricFamily family{kTargetInfo, "Target metadata", MetricType::Gauge, {}};
  family.metric.emplace_back();
  family.metric.front().label = ours::ResourceLabels(*resource);
  family.metric.front().gauge.value = 1;
  return family;
}

// What the first point is that Prometheus knows (a dropped one is none); nothing when there is no such point.
std::optional<MetricType> TypeOf(const MetricData& metric) {
  for (const PointDataAttributes& point : metric.point_data_attr_) {
    if (const auto type = ours::TypeOf(point.point_data)) return type;
  }
  return std::nullopt;
}

// "Delta" sums and histograms "MAY be aggregated [...] or MUST be dropped". A last value has no temporality.
bool IsDelta(const MetricData& metric, MetricType type) {
  const auto has_temporality = [&](const PointDataAttributes& point) {
    return ours::TypeOf(point.point_data) == type &&
           !nostd::holds_alternative<sdk::metrics::LastValuePointData>(point.point_data);
  };
  return metric.aggregation_temporality == AggregationTemporality::kDelta &&
         std::any_of(metric.point_data_attr_.begin(), metric.point_data_attr_.end(),
                     has_temporality);
}

std::vector<ClientMetric> Points(const MetricData& metric, MetricType type,
                                 const std::vector<ours::LabelSource>& scope) {
  const std::string reserved = type == MetricType::Histogram ? "le" : "";
  std::vector<ClientMetric> points;
  points.reserve(metric.point_data_attr_.size());
  std::size_t foreign = 0;
  for (const PointDataAttributes& point : metric.point_data_attr_) {
    ClientMetric value;
    // Exemplars "MUST be dropped if they are not supported": text format 0.0.4 has none.
    if (ours::SetValue(point.point_data, type, &value)) {
      value.label = ours::PointLabels(point.attributes, scope, reserved);
      points.push_back(std::move(value));
    } else if (const auto other = ours::TypeOf(point.point_data); other && other != type) {
      ++foreign;
    }
  }
  if (foreign != 0) {
    ours::LeaveOut(metric.instrument_descriptor.name_, "its points are of several types", foreign);
  }
  return points;
}

}  // namespace

std::vector<MetricFamily> PrometheusExporterUtils::TranslateToPrometheus(
    const sdk::metrics::ResourceMetrics& data, bool populate_target_info, bool without_otel_scope,
    bool without_units, bool without_type_suffix) {
  ours::Families families;
  if (populate_target_info) {
    if (auto target = TargetInfo(data.resource_)) families.Add(*std::move(target));
  }
  for (const sdk::metrics::ScopeMetrics& scope : data.scope_metric_data_) {
    const auto scope_labels = ours::ScopeLabels(without_otel_scope ? nullptr : scope.scope_);
    for (const MetricData& metric : scope.metric_data_) {
      const std::optional<MetricType> type = TypeOf(metric);
      if (!type) continue;
      const auto& instrument = metric.instrument_descriptor;
      const std::string name = ours::MetricName(instrument.name_, instrument.unit_, *type,
                                                {without_units, without_type_suffix});
      const std::size_t points = metric.point_data_attr_.size();
      if (name.empty()) {
        ours::LeaveOut("a metric", "it has no name", points);
      } else if (name == kTargetInfo) {  // "There MUST be at most one `target` info metric"
        ours::LeaveOut(name, "the name is the resource's", points);
      } else if (IsDelta(metric, *type)) {
        ours::LeaveOut(name, "it is of delta temporality", points);
      } else {
        families.Add(
            {name, HelpText(instrument.description_), *type, Points(metric, *type, scope_labels)});
      }
    }
  }
  return std::move(families).Take();
}

}  // namespace exporter::metrics
OPENTELEMETRY_END_NAMESPACE
