#include "otel_core/exporters/otlp/src/metric_groups.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace tracebridge::otlp {
namespace {

namespace metrics = opentelemetry::sdk::metrics;

// One case an alternative of PointType; nothing for a point that is none.
struct KindOf {
  static_assert(std::variant_size_v<metrics::PointType> == 5);

  std::optional<MetricKind> operator()(const metrics::SumPointData& sum) const {
    return sum.is_monotonic_ ? MetricKind::kMonotonicSum : MetricKind::kSum;
  }
  std::optional<MetricKind> operator()(const metrics::HistogramPointData&) const {
    return MetricKind::kHistogram;
  }
  std::optional<MetricKind> operator()(const metrics::Base2ExponentialHistogramPointData&) const {
    return MetricKind::kExponentialHistogram;
  }
  std::optional<MetricKind> operator()(const metrics::LastValuePointData&) const {
    return MetricKind::kGauge;
  }
  std::optional<MetricKind> operator()(const metrics::DropPointData&) const { return {}; }
};

void AddPoints(const metrics::MetricData& metric, MetricScope* scope) {
  const std::size_t first = scope->metrics.size();
  for (const metrics::PointDataAttributes& point : metric.point_data_attr_) {
    const auto kind = opentelemetry::nostd::visit(KindOf{}, point.point_data);
    if (!kind) continue;
    auto group = std::find_if(scope->metrics.begin() + static_cast<std::ptrdiff_t>(first),
                              scope->metrics.end(),
                              [&](const MetricGroup& known) { return known.kind == *kind; });
    if (group == scope->metrics.end()) {
      scope->metrics.push_back({&metric, *kind, {}});
      group = scope->metrics.end() - 1;
      group->points.reserve(metric.point_data_attr_.size());
    }
    group->points.push_back(&point);
  }
}

}  // namespace

MetricGroups GroupMetrics(const metrics::ResourceMetrics& collected) {
  MetricGroups groups;
  groups.resource = collected.resource_;
  for (const metrics::ScopeMetrics& of_scope : collected.scope_metric_data_) {
    MetricScope scope{of_scope.scope_, {}};
    for (const metrics::MetricData& metric : of_scope.metric_data_) AddPoints(metric, &scope);
    if (scope.metrics.empty()) continue;
    for (const MetricGroup& group : scope.metrics) groups.points += group.points.size();
    groups.scopes.push_back(std::move(scope));
  }
  return groups;
}

std::size_t CountPoints(const metrics::ResourceMetrics& collected) noexcept {
  std::size_t points = 0;
  for (const metrics::ScopeMetrics& scope : collected.scope_metric_data_) {
    for (const metrics::MetricData& metric : scope.metric_data_) {
      for (const metrics::PointDataAttributes& point : metric.point_data_attr_) {
        const bool is_none =
            opentelemetry::nostd::holds_alternative<metrics::DropPointData>(point.point_data);
        if (!is_none) ++points;
      }
    }
  }
  return points;
}

}  // namespace tracebridge::otlp
