#include "migration/tail/metric_json.h"

#include <gtest/gtest.h>

#include <sstream>

namespace tracebridge::tail::metric_json_test {
namespace {

std::string Json(const Metric& metric) {
  std::ostringstream out;
  WriteMetricJson(metric, out);
  return out.str();
}

Metric Latency() {
  Metric metric;
  metric.name = "shop.latency";
  metric.unit = "ms";
  metric.kind = MetricKind::kHistogram;
  metric.temporality = Temporality::kDelta;
  metric.resource = std::make_shared<const Resource>(
      Resource{{{"service.name", Value{std::string("shop\x1b")}}}});
  metric.scope = std::make_shared<const Scope>(Scope{"lib", "", {}});
  Point point;
  point.attributes = {{"code", Value{std::int64_t{200}}}};
  point.start = 1;
  point.time = 2;
  point.count = 3;
  point.sum = 9.5;
  metric.points.push_back(point);
  return metric;
}

const std::string kBegin =
    R"({"metric":"shop.latency","unit":"ms","kind":"histogram","temporality":"delta","monotonic":false,"scope":"lib","service":"shop\u001b","attributes":[["code",200]],"startTimeUnixNano":"1","timeUnixNano":"2",)";

TEST(MetricJsonTest, HasALineForEachPoint) {
  Metric metric = Latency();
  const std::string line =
      kBegin + R"("value":null,"count":3,"sum":9.5,"min":null,"max":null,"exemplars":[]})" + "\n";
  EXPECT_EQ(Json(metric), line);
  metric.points.push_back(metric.points[0]);
  EXPECT_EQ(Json(metric), line + line);
  metric.points.clear();
  EXPECT_EQ(Json(metric), "");
}

TEST(MetricJsonTest, HasExemplars) {
  Metric metric = Latency();
  Exemplar exemplar;
  exemplar.time = 5;
  exemplar.value = Value{4.5};
  exemplar.trace_id[15] = 1;
  metric.points[0].exemplars.push_back(exemplar);
  EXPECT_EQ(
      Json(metric),
      kBegin +
          R"("value":null,"count":3,"sum":9.5,"min":null,"max":null,"exemplars":[{"traceId":"00000000000000000000000000000001","spanId":"","timeUnixNano":"5","value":4.5,"attributes":[]}]})" +
          "\n");
}

}  // namespace
}  // namespace tracebridge::tail::metric_json_test
