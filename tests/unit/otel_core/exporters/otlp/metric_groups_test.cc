#include "otel_core/exporters/otlp/src/metric_groups.h"

#include <gtest/gtest.h>

#include "tests/unit/otel_core/exporters/otlp/sample_metrics.h"

namespace tracebridge::otlp {
namespace metric_groups_test {
namespace {

using namespace opentelemetry::sdk::
    metrics;  // NOLINT(google-build-using-namespace): what is grouped

// "sum [1, 3]; gauge [2]": kinds, and the places of the points in the metric.
std::string Text(const MetricData& metric) {
  static const char* const kNames[] = {"gauge", "monotonic sum", "sum", "histogram",
                                       "exponential histogram"};
  const ResourceMetrics metrics = OneScope(nullptr, metric);
  const MetricGroups groups = GroupMetrics(metrics);
  std::string text;
  if (groups.scopes.empty()) return text;
  const MetricData& original = metrics.scope_metric_data_[0].metric_data_[0];
  for (const MetricGroup& group : groups.scopes[0].metrics) {
    if (!text.empty()) text += "; ";
    text += kNames[static_cast<int>(group.kind)];
    for (const PointDataAttributes* point : group.points) {
      text += " " + std::to_string(point - original.point_data_attr_.data());
    }
  }
  return text;
}

TEST(MetricGroupsTest, KnowEveryKindOfPoint) {
  const std::pair<PointType, std::string> rows[] = {
      {SumPointData{1.5, true}, "monotonic sum 0"},
      {SumPointData{1.5, false}, "sum 0"},
      {LastValuePointData{}, "gauge 0"},
      {HistogramPointData{}, "histogram 0"},
      {Base2ExponentialHistogramPointData{}, "exponential histogram 0"},
      {DropPointData{}, ""},
  };
  for (const auto& [point, expected] : rows) {
    EXPECT_EQ(Text(MetricOf(PointDataAttributes{{}, point})), expected);
  }
}

TEST(MetricGroupsTest, HavePointsOfOneKind) {
  EXPECT_EQ(Text(MetricOf({SumOf(1.5),
                           {{}, LastValuePointData{}},
                           {{}, DropPointData{}},
                           {{}, SumPointData{1.5, false}},
                           SumOf(2.5)})),
            "monotonic sum 0 4; gauge 1; sum 3");
}

TEST(MetricGroupsTest, KeepMetricsOfOneNameApart) {
  ResourceMetrics metrics = OneScope(nullptr, MetricOf(SumOf(1.5)));
  metrics.scope_metric_data_[0].metric_data_.push_back(MetricOf(SumOf(2.5)));
  const MetricGroups groups = GroupMetrics(metrics);
  EXPECT_EQ(groups.scopes[0].metrics.size(), 2u);
  EXPECT_EQ(groups.points, 2u);
}

TEST(MetricGroupsTest, LeaveOutScopesWithoutPoints) {
  ResourceMetrics metrics = OneScope(nullptr, MetricOf(std::vector<PointDataAttributes>{}));
  metrics.scope_metric_data_.emplace_back();
  const MetricGroups groups = GroupMetrics(metrics);
  EXPECT_TRUE(groups.scopes.empty());
  EXPECT_EQ(groups.points, 0u);
}

}  // namespace
}  // namespace metric_groups_test
}  // namespace tracebridge::otlp
