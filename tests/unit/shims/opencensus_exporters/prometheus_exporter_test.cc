// The exporter as a program uses it: views registered for export, values recorded, and a page that has both libraries' names.
#include "opencensus/exporters/stats/prometheus/prometheus_exporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "opencensus/stats/stats.h"
#include "opencensus/stats/testing/test_utils.h"
#include "opentelemetry/exporters/prometheus/exporter.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"

namespace tracebridge::opencensus_exporters {
namespace prometheus_exporter_test {

namespace stats = opencensus::stats;
namespace sdk = opentelemetry::sdk;
using opencensus::exporters::stats::PrometheusExporter;
using opencensus::tags::TagKey;
using opentelemetry::exporter::metrics::PrometheusExporterOptions;
using stats::ViewDescriptor;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

const stats::MeasureDouble& Usage() {
  static const auto measure =
      stats::MeasureDouble::Register("example.com/Foo/FooUsage", "Usage.", "foos");
  return measure;
}

const TagKey& Key() {
  static const TagKey key = TagKey::Register("key1");
  return key;
}

void RegisterView(const std::string& name) {
  Usage();
  ViewDescriptor()
      .set_name(name)
      .set_description("described")
      .set_measure("example.com/Foo/FooUsage")
      .set_aggregation(stats::Aggregation::Distribution(stats::BucketBoundaries::Explicit({0, 10})))
      .add_column(Key())
      .RegisterForExport();
}

class OpenCensusPrometheusExporterTest : public testing::Test {
 protected:
  ~OpenCensusPrometheusExporterTest() override {
    for (const std::string& name : views_) stats::StatsExporter::RemoveView(name);
  }
  void Register(const std::string& name) {
    RegisterView(name);
    views_.push_back(name);
  }
  std::vector<std::string> views_;
};

TEST_F(OpenCensusPrometheusExporterTest, CollectsTheExportedViews) {
  const PrometheusExporter exporter;
  Register("example.com/usage");
  stats::Record({{Usage(), 1.0}, {Usage(), 12.0}}, {{Key(), "v1"}});
  stats::testing::TestUtils::Flush();
  const std::string text = prometheus::TextSerializer().Serialize(exporter.Collect());
  EXPECT_THAT(
      text,
      HasSubstr(
          "# HELP example_com_usage_foos described\n# TYPE example_com_usage_foos histogram\n"));
  EXPECT_THAT(text, ContainsRegex("example_com_usage_foos_count\\{key1=\"v1\"\\} 2 [0-9]{13}\n"));
  stats::StatsExporter::RemoveView("example.com/usage");
  EXPECT_TRUE(exporter.Collect().empty());
}

PrometheusExporterOptions AnyPort() {
  PrometheusExporterOptions options(nullptr);
  options.url = "127.0.0.1:0";
  options.collectables.push_back(std::make_shared<PrometheusExporter>());
  return options;
}

// The names that dashboards know, beside the new ones.
TEST_F(OpenCensusPrometheusExporterTest, IsServedOnThePageOfTheCore) {
  Register("example.com/usage");
  stats::Record({{Usage(), 1.0}}, {{Key(), "v1"}});
  stats::testing::TestUtils::Flush();
  const auto reader =
      std::make_shared<opentelemetry::exporter::metrics::PrometheusExporter>(AnyPort());
  sdk::metrics::MeterProvider provider(std::make_unique<sdk::metrics::ViewRegistry>(),
                                       sdk::resource::Resource(sdk::resource::ResourceAttributes{
                                           {"service.name", std::string("shop")}}));
  provider.AddMetricReader(reader);
  const std::string page = prometheus_exporter::BodyOf(prometheus_exporter::Get(reader->Port()));
  EXPECT_THAT(page, HasSubstr("target_info{service_name=\"shop\"} 1\n"));
  EXPECT_THAT(page, HasSubstr("example_com_usage_foos_bucket{key1=\"v1\",le=\"10\"} 1 "));
}

// A name that Prometheus does not take stays off the page, which the others are on.
TEST_F(OpenCensusPrometheusExporterTest, DoesNotSpoilThePage) {
  Register("9lives");
  Register("example.com/usage");
  stats::Record({{Usage(), 1.0}}, {{Key(), "v\xff"}});
  stats::testing::TestUtils::Flush();
  const opentelemetry::exporter::metrics::PrometheusExporter reader(AnyPort());
  const std::string page = prometheus_exporter::BodyOf(prometheus_exporter::Get(reader.Port()));
  EXPECT_THAT(page, Not(HasSubstr("9lives")));
  EXPECT_THAT(page, HasSubstr("example_com_usage_foos_count{key1=\"v\xef\xbf\xbd\"} 1 "));
}

TEST_F(OpenCensusPrometheusExporterTest, CollectsThousandsOfViewsWhileThreadsRecord) {
  for (int i = 0; i < 2000; ++i) Register("view" + std::to_string(i));
  const PrometheusExporter exporter;
  std::atomic<bool> ends{false};
  std::thread recorder([&] {
    while (!ends) stats::Record({{Usage(), 1.0}}, {{Key(), "v1"}});
  });
  for (int i = 0; i < 3; ++i) EXPECT_EQ(exporter.Collect().size(), 2000u);
  ends = true;
  recorder.join();
}

}  // namespace prometheus_exporter_test
}  // namespace tracebridge::opencensus_exporters
