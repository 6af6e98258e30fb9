// Whole metrics, as the lines that Prometheus reads.
#include "opentelemetry/exporters/prometheus/exporter_utils.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <utility>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "tests/unit/otel_core/exporters/prometheus/served_text.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::prometheus_exporter {
namespace exporter_utils_test {

using namespace opentelemetry::sdk::
    metrics;  // NOLINT(google-build-using-namespace): what is served
using opentelemetry::exporter::metrics::PrometheusExporterUtils;
using opentelemetry::sdk::instrumentationscope::InstrumentationScope;
using opentelemetry::sdk::resource::Resource;

MetricData Metric(const std::string& name, const std::string& unit,
                  std::vector<PointDataAttributes> points) {
  MetricData metric;
  metric.instrument_descriptor = {name, "", unit, InstrumentType::kCounter,
                                  InstrumentValueType::kLong};
  metric.aggregation_temporality = AggregationTemporality::kCumulative;
  metric.point_data_attr_ = std::move(points);
  return metric;
}

PointDataAttributes Sum(PointAttributes attributes, ValueType value, bool is_monotonic = true) {
  SumPointData sum;
  sum.value_ = value;
  sum.is_monotonic_ = is_monotonic;
  return {std::move(attributes), sum};
}

PointDataAttributes Last(double value, bool is_valid = true) {
  LastValuePointData last;
  last.value_ = value;
  last.is_lastvalue_valid_ = is_valid;
  return {{}, last};
}

PointDataAttributes Histogram(PointAttributes attributes = {}) {
  HistogramPointData histogram({0.5, 1});
  histogram.counts_ = {1, 0, 2};
  histogram.count_ = 3;
  histogram.sum_ = 9.5;
  return {std::move(attributes), histogram};
}

struct Options {
  bool target_info = false;
  bool without_scope = true;
  const Resource* resource = nullptr;
  const InstrumentationScope* scope = nullptr;
};

std::string Served(std::vector<MetricData> metrics, const Options& options = {}) {
  ResourceMetrics all;
  all.resource_ = options.resource;
  all.scope_metric_data_.emplace_back(options.scope, std::move(metrics));
  return ServedText(PrometheusExporterUtils::TranslateToPrometheus(all, options.target_info,
                                                                   options.without_scope));
}

std::uint64_t LeftOut() { return Counted(Diagnostic::kLeftOutOfScrape); }

// "Sums": "If the aggregation temporality is cumulative and the sum is monotonic, it MUST be converted to a Prometheus Counter."
TEST(PrometheusTextTest, OfAMonotonicSumIsACounter) {
  EXPECT_EQ(Served({Metric("shop.requests", "{request}", {Sum({{"code", 200}}, std::int64_t{7})})}),
            "# TYPE shop_requests_total counter\nshop_requests_total{code=\"200\"} 7\n");
}

// "[...] and the sum is non-monotonic, it should follow the same rules as described for OpenTelemetry Gauge".
TEST(PrometheusTextTest, OfAnotherSumIsAGauge) {
  EXPECT_EQ(Served({Metric("queue", "{item}", {Sum({}, -2.5, false)})}),
            "# TYPE queue gauge\nqueue -2.5\n");
}

TEST(PrometheusTextTest, OfALastValueIsAGauge) {
  EXPECT_EQ(Served({Metric("cpu", "1", {Last(0.25)})}), "# TYPE cpu_ratio gauge\ncpu_ratio 0.25\n");
  EXPECT_EQ(Served({Metric("cpu", "1", {Last(0.25, false)})}), "");
}

TEST(PrometheusTextTest, OfAHistogramHasItsLines) {
  EXPECT_EQ(Served({Metric("latency", "s", {Histogram({{"le", "mine"}})})}),
            "# TYPE latency_seconds histogram\n"
            "latency_seconds_count{exported_le=\"mine\"} 3\n"
            "latency_seconds_sum{exported_le=\"mine\"} 9.5\n"
            "latency_seconds_bucket{exported_le=\"mine\",le=\"0.5\"} 1\n"
            "latency_seconds_bucket{exported_le=\"mine\",le=\"1\"} 1\n"
            "latency_seconds_bucket{exported_le=\"mine\",le=\"+Inf\"} 3\n");
}

// "Exponential (Native) Histograms [...] MAY be converted to fixed-bucket histograms."
TEST(PrometheusTextTest, OfAnExponentialHistogramHasPowersOfTwo) {
  Base2ExponentialHistogramPointData histogram;
  histogram.positive_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(4);
  histogram.positive_buckets_->Increment(0, 2);
  histogram.scale_ = 1;
  histogram.count_ = 2;
  histogram.sum_ = 2.5;
  EXPECT_EQ(Served({Metric("size", "", {{{}, histogram}})}),
            "# TYPE size histogram\nsize_count 2\nsize_sum 2.5\n"
            "size_bucket{le=\"1\"} 0\nsize_bucket{le=\"2\"} 2\nsize_bucket{le=\"+Inf\"} 2\n");
}

TEST(PrometheusTextTest, HasNumbersThatAreNone) {
  EXPECT_EQ(Served({Metric("a", "", {Last(std::numeric_limits<double>::quiet_NaN())}),
                    Metric("b", "", {Last(std::numeric_limits<double>::infinity())}),
                    Metric("c", "", {Last(-std::numeric_limits<double>::infinity())})}),
            "# TYPE a gauge\na Nan\n# TYPE b gauge\nb +Inf\n# TYPE c gauge\nc -Inf\n");
}

TEST(PrometheusTextTest, EscapesDescriptionsAndValues) {
  MetricData metric = Metric("a", "", {Sum({{"k", "\"\\\n\xff"}}, std::int64_t{1})});
  metric.instrument_descriptor.description_ = "two\nlines \\ \xff";
  EXPECT_EQ(Served({metric}),
            "# HELP a_total two\\nlines \\\\ \xef\xbf\xbd\n# TYPE a_total counter\n"
            "a_total{k=\"\\\"\\\\\\n\xef\xbf\xbd\"} 1\n");
}

// "Resource Attributes": "MUST include the resource attributes, and MUST NOT include any other labels".
TEST(PrometheusTextTest, BeginsWithTheResource) {
  const Resource resource =
      Resource::GetEmpty().Merge(Resource(opentelemetry::sdk::resource::ResourceAttributes{
          {"service.name", std::string("shop")}, {"a b", std::string("1")}}));
  const auto scope = InstrumentationScope::Create("lib", "1.2");
  EXPECT_EQ(Served({Metric("a", "", {Last(1)})}, {true, false, &resource, scope.get()}),
            "# HELP target_info Target metadata\n# TYPE target_info gauge\n"
            "target_info{a_b=\"1\",service_name=\"shop\"} 1\n"
            "# TYPE a gauge\na{otel_scope_name=\"lib\",otel_scope_version=\"1.2\"} 1\n");
  EXPECT_EQ(Served({}, {false, false, &resource, nullptr}), "");
  EXPECT_EQ(Served({}, {true, false, &Resource::GetEmpty(), nullptr}), "");
  EXPECT_EQ(Served({}, {true, false, nullptr, nullptr}), "");
}

// "There MUST be at most one `target` info metric exposed by an SDK Prometheus exporter."
TEST(PrometheusTextTest, LeavesOutAMetricThatIsCalledAsTheResource) {
  const auto before = LeftOut();
  EXPECT_EQ(Served({Metric("target.info", "", {Last(1)})}), "");
  EXPECT_EQ(LeftOut(), before + 1);
}

TEST(PrometheusTextTest, HasOneFamilyForTheSameMetricOfTwoScopes) {
  const auto first = InstrumentationScope::Create("first");
  const auto second = InstrumentationScope::Create("second");
  ResourceMetrics all;
  all.scope_metric_data_.emplace_back(first.get(),
                                      std::vector<MetricData>{Metric("a", "", {Last(1)})});
  all.scope_metric_data_.emplace_back(second.get(),
                                      std::vector<MetricData>{Metric("a", "", {Last(2)})});
  EXPECT_EQ(ServedText(PrometheusExporterUtils::TranslateToPrometheus(all)),
            "# TYPE a gauge\na{otel_scope_name=\"first\"} 1\na{otel_scope_name=\"second\"} 2\n");
  // Without what tells them apart, one is left.
  const auto before = LeftOut();
  EXPECT_EQ(ServedText(PrometheusExporterUtils::TranslateToPrometheus(all, true, true)),
            "# TYPE a gauge\na 1\n");
  EXPECT_EQ(LeftOut(), before + 1);
}

TEST(PrometheusTextTest, LeavesOutWhatItCannotSay) {
  const auto left_out = [](MetricData metric) {
    const auto before = LeftOut();
    EXPECT_EQ(Served({std::move(metric)}), "");
    return LeftOut() - before;
  };
  MetricData delta =
      Metric("delta", "", {Sum({}, std::int64_t{1}), Sum({{"k", 1}}, std::int64_t{1})});
  delta.aggregation_temporality = AggregationTemporality::kDelta;
  EXPECT_EQ(left_out(delta), 2u);
  MetricData delta_histogram = Metric("delta_histogram", "", {Histogram()});
  delta_histogram.aggregation_temporality = AggregationTemporality::kDelta;
  EXPECT_EQ(left_out(delta_histogram), 1u);
  EXPECT_EQ(left_out(Metric("", "", {Last(1)})), 1u);
  EXPECT_EQ(left_out(Metric("dropped", "", {{{}, DropPointData()}})), 0u);  // as a view said
  EXPECT_EQ(left_out(Metric("nothing", "", {})), 0u);
}

TEST(PrometheusTextTest, LeavesOutPointsOfAnotherType) {
  const auto before = LeftOut();
  EXPECT_EQ(Served({Metric("mixed", "", {Last(1), Histogram({{"k", "v"}})})}),
            "# TYPE mixed gauge\nmixed 1\n");
  EXPECT_EQ(LeftOut(), before + 1);
}

// A producer's, whose first point was dropped.
TEST(PrometheusTextTest, HasThePointsBehindADroppedOne) {
  const auto before = LeftOut();
  const PointDataAttributes dropped{{}, DropPointData()};
  EXPECT_EQ(Served({Metric("a", "", {dropped, Last(1)})}), "# TYPE a gauge\na 1\n");
  EXPECT_EQ(LeftOut(), before);
  MetricData delta = Metric("b", "", {dropped, Sum({}, std::int64_t{1}, false)});
  delta.aggregation_temporality = AggregationTemporality::kDelta;
  EXPECT_EQ(Served({delta}), "");
  EXPECT_EQ(LeftOut(), before + 2);
}

// A gauge has no temporality: whatever a producer says of it.
TEST(PrometheusTextTest, HasGaugesOfAnyTemporality) {
  MetricData metric = Metric("a", "", {Last(1)});
  metric.aggregation_temporality = AggregationTemporality::kDelta;
  EXPECT_EQ(Served({metric}), "# TYPE a gauge\na 1\n");
}

}  // namespace exporter_utils_test
}  // namespace tracebridge::prometheus_exporter
