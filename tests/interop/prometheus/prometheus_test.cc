// A stock Prometheus scrapes this program, and tells what it has read.
#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>

#include "opencensus/exporters/stats/prometheus/prometheus_exporter.h"
#include "opencensus/stats/stats.h"
#include "opencensus/stats/testing/test_utils.h"
#include "opentelemetry/exporters/prometheus/exporter.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/meter_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/view_factory.h"
#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "tests/interop/prometheus/prometheus_process.h"
#include "tracebridge/opencensus_metrics.h"

namespace tracebridge {
namespace prometheus_test {

namespace sdk = opentelemetry::sdk;
namespace stats = opencensus::stats;
using opentelemetry::exporter::metrics::PrometheusExporter;
using opentelemetry::exporter::metrics::PrometheusExporterOptions;

PrometheusExporterOptions Options() {
  PrometheusExporterOptions options(nullptr);
  options.url = "127.0.0.1:0";
  options.collectables.push_back(
      std::make_shared<opencensus::exporters::stats::PrometheusExporter>());
  return options;
}

class PrometheusInteropTest : public testing::Test {
 protected:
  PrometheusInteropTest() {
    provider_.AddMetricReader(reader_);
    reader_->AddMetricProducer(MakeOpenCensusMetricProducer());
  }

  // Nothing that Prometheus refused, dropped or found twice.
  void ExpectCleanScrapes(const PrometheusProcess& prometheus) {
    EXPECT_EQ(prometheus.Value("up", "1"), "1");
    const nlohmann::json targets = prometheus.Get("targets");
    ASSERT_TRUE(targets.is_object());
    EXPECT_EQ(targets["activeTargets"][0]["lastError"], "");
    EXPECT_EQ(prometheus.Log(), "");
  }

  const std::shared_ptr<PrometheusExporter> reader_ =
      std::make_shared<PrometheusExporter>(Options());
  sdk::metrics::MeterProvider provider_{
      std::make_unique<sdk::metrics::ViewRegistry>(),
      sdk::resource::Resource(sdk::resource::ResourceAttributes{
          {"service.name", std::string("shop")}, {"host.name", std::string("blue")}})};
  const opentelemetry::nostd::shared_ptr<opentelemetry::metrics::Meter> meter_ =
      provider_.GetMeter("lib", "1.0");
};

TEST_F(PrometheusInteropTest, ReadsACounterAsItGrows) {
  const auto counter = meter_->CreateUInt64Counter("shop.requests", "served", "{request}");
  counter->Add(3, {{"http.route", "/items"}});
  const PrometheusProcess prometheus(reader_->Port());
  const char series[] =
      "shop_requests_total{http_route=\"/"
      "items\",otel_scope_name=\"lib\",otel_scope_version=\"1.0\"}";
  EXPECT_EQ(prometheus.Value(series, "3"), "3");
  counter->Add(4, {{"http.route", "/items"}});
  EXPECT_EQ(prometheus.Value(series, "7"), "7");
  const nlohmann::json metadata = prometheus.Get("metadata?metric=shop_requests_total");
  EXPECT_EQ(metadata["shop_requests_total"][0]["type"], "counter");
  EXPECT_EQ(metadata["shop_requests_total"][0]["help"], "served");
  ExpectCleanScrapes(prometheus);
}

TEST_F(PrometheusInteropTest, ReadsTheBucketsOfAHistogram) {
  const auto histogram = meter_->CreateDoubleHistogram("latency", "", "ms");
  for (const double value : {3.0, 7.0, 7.5, 20000.0}) histogram->Record(value, {}, {});
  const PrometheusProcess prometheus(reader_->Port());
  EXPECT_EQ(prometheus.Value("latency_milliseconds_count", "4"), "4");
  EXPECT_EQ(prometheus.Value("latency_milliseconds_sum", "20017.5"), "20017.5");
  EXPECT_EQ(prometheus.Value("latency_milliseconds_bucket{le=\"5\"}", "1"), "1");
  EXPECT_EQ(prometheus.Value("latency_milliseconds_bucket{le=\"10\"}", "3"), "3");
  EXPECT_EQ(prometheus.Value("latency_milliseconds_bucket{le=\"+Inf\"}", "4"), "4");
  EXPECT_EQ(prometheus.Value("histogram_quantile(0.25, latency_milliseconds_bucket)", "5"), "5");
  ExpectCleanScrapes(prometheus);
}

TEST_F(PrometheusInteropTest, ReadsAnExponentialHistogramInPowersOfTwo) {
  provider_.AddView(sdk::metrics::InstrumentSelectorFactory::Create(
                        sdk::metrics::InstrumentType::kHistogram, "size", ""),
                    sdk::metrics::MeterSelectorFactory::Create("lib", "1.0", ""),
                    sdk::metrics::ViewFactory::Create(
                        "size", "", sdk::metrics::AggregationType::kBase2ExponentialHistogram));
  const auto histogram = meter_->CreateDoubleHistogram("size", "", "By");
  for (const double value : {3.0, 5.0, 6.0, 100.0}) histogram->Record(value, {}, {});
  const PrometheusProcess prometheus(reader_->Port());
  EXPECT_EQ(prometheus.Value("size_bytes_count", "4"), "4");
  EXPECT_EQ(prometheus.Value("size_bytes_bucket{le=\"4\"}", "1"), "1");
  EXPECT_EQ(prometheus.Value("size_bytes_bucket{le=\"8\"}", "3"), "3");
  EXPECT_EQ(prometheus.Value("size_bytes_bucket{le=\"128\"}", "4"), "4");
  ExpectCleanScrapes(prometheus);
}

TEST_F(PrometheusInteropTest, ReadsTheResource) {
  const PrometheusProcess prometheus(reader_->Port());
  EXPECT_EQ(prometheus.Value("target_info{service_name=\"shop\",host_name=\"blue\"}", "1"), "1");
  ExpectCleanScrapes(prometheus);
}

// By the names of opencensus-cpp's exporter, and by OpenTelemetry's, on one page.
TEST_F(PrometheusInteropTest, ReadsAnOpenCensusDistributionByItsOldNamesAndByTheNewOnes) {
  const auto latency = stats::MeasureDouble::Register("rpc_latency", "", "ms");
  const auto key = opencensus::tags::TagKey::Register("grpc.method");
  stats::ViewDescriptor()
      .set_name("example.com/rpc/latency")
      .set_description("by method")
      .set_measure("rpc_latency")
      .set_aggregation(stats::Aggregation::Distribution(stats::BucketBoundaries::Explicit({1, 10})))
      .add_column(key)
      .RegisterForExport();
  stats::Record({{latency, 0.5}, {latency, 7.0}, {latency, 100.0}}, {{key, "Get"}});
  stats::testing::TestUtils::Flush();

  const PrometheusProcess prometheus(reader_->Port());
  const std::string old_name = "example_com_rpc_latency_ms";
  EXPECT_EQ(prometheus.Value(old_name + "_count{grpc_method=\"Get\"}", "3"), "3");
  EXPECT_EQ(prometheus.Value(old_name + "_sum", "107.5"), "107.5");
  EXPECT_EQ(prometheus.Value(old_name + "_bucket{le=\"1\"}", "1"), "1");
  EXPECT_EQ(prometheus.Value(old_name + "_bucket{le=\"10\"}", "2"), "2");
  EXPECT_EQ(prometheus.Value(old_name + "_bucket{le=\"+Inf\"}", "3"), "3");
  const std::string new_name = "example_com_rpc_latency_milliseconds";
  EXPECT_EQ(prometheus.Value(new_name + "_count{otel_scope_name=\"opencensus-shim\"}", "3"), "3");
  EXPECT_EQ(prometheus.Value(new_name + "_bucket{le=\"10\"}", "2"), "2");
  stats::StatsExporter::RemoveView("example.com/rpc/latency");
  ExpectCleanScrapes(prometheus);
}

// What would make Prometheus refuse the whole page, were it on it as it is.
TEST_F(PrometheusInteropTest, ReadsThePageWhateverIsInIt) {
  const auto counter = meter_->CreateUInt64Counter("odd", "two\nlines \\n \"quoted\" \xff");
  counter->Add(1,
               {{"quote\"", "a\"b\\c\nd\r\t"}, {"2xx", "\xc3\x28"}, {"__name__", "x"}, {"", "e"}});
  counter->Add(2, {{"nul", std::string_view("a\0b", 3)}});
  meter_->CreateDoubleHistogram("bounds", "", "s")
      ->Record(0.5, {{"le", "7"}, {"quantile", "1"}}, {});
  meter_->CreateUInt64Counter("clash.a")->Add(1);
  meter_->CreateUInt64Counter("clash_a")->Add(2);
  meter_->CreateDoubleGauge("clash.a.total")->Record(3);
  meter_->CreateDoubleGauge("no.number")->Record(std::numeric_limits<double>::quiet_NaN());
  meter_->CreateDoubleGauge("endless")->Record(-std::numeric_limits<double>::infinity());
  const PrometheusProcess prometheus(reader_->Port());
  EXPECT_EQ(prometheus.Value("odd_total{quote_=\"a\\\"b\\\\c\\nd\\r\\t\"}", "1"), "1");
  // U+FFFD itself is no character of a query.
  EXPECT_EQ(prometheus.Value("odd_total{_2xx=~\".[(]\"}", "1"), "1");
  EXPECT_EQ(prometheus.Value("odd_total{nul!=\"\"}", "2"), "2");
  EXPECT_EQ(prometheus.Value("bounds_seconds_bucket{exported_le=\"7\",le=\"+Inf\"}", "1"), "1");
  EXPECT_EQ(prometheus.Value("clash_a_total", "1"), "1");
  EXPECT_EQ(prometheus.Value("no_number", "NaN"), "NaN");
  EXPECT_EQ(prometheus.Value("endless", "-Inf"), "-Inf");
  EXPECT_EQ(prometheus.Get("metadata?metric=odd_total")["odd_total"][0]["help"],
            "two\nlines \\n \"quoted\" \xef\xbf\xbd");
  ExpectCleanScrapes(prometheus);
}

}  // namespace prometheus_test
}  // namespace tracebridge
