// Pages that Prometheus's own tool reads.
#include <gtest/gtest.h>
#include <prometheus/collectable.h>
#include <stdio.h>
#include <sys/wait.h>

#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/prometheus/exporter.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"

namespace tracebridge::prometheus_exporter {
namespace promtool_test {

using opentelemetry::exporter::metrics::PrometheusExporter;
using opentelemetry::exporter::metrics::PrometheusExporterOptions;
using opentelemetry::sdk::metrics::MeterProvider;
using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

// Of `promtool check metrics`: 0, 3 when it has advice (a metric without help), and 1 when the page cannot be read.
constexpr int kAdvice = 3;
constexpr int kUnreadable = 1;

int Judged(const std::string& page) {
  FILE* const tool = popen(TRACEBRIDGE_PROMTOOL " check metrics > /dev/null 2>&1", "w");
  fwrite(page.data(), 1, page.size(), tool);
  const int status = pclose(tool);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct Foreign : prometheus::Collectable {
  std::vector<MetricFamily> families;
  std::vector<MetricFamily> Collect() const override { return families; }
};

ClientMetric PointWith(const char* label) {
  ClientMetric point;
  point.label = {{label, "mine"}};
  point.summary.quantile = {{0.5, 1}};
  return point;
}

// What each of them is, were it served as it is.
TEST(PromtoolTest, RefusesAPage) {
  EXPECT_EQ(Judged("# TYPE a summary\na{quantile=\"mine\",quantile=\"0.5\"} 1\n"), kUnreadable);
  EXPECT_EQ(Judged("# TYPE a gauge\na{__name__=\"mine\"} 1\n"), kUnreadable);
  EXPECT_EQ(Judged("# TYPE a gauge\na 1\n"), kAdvice);
}

TEST(PromtoolTest, ReadsThePageOfAProgram) {
  const auto foreign = std::make_shared<Foreign>();
  foreign->families = {
      {"s", "two\nlines", MetricType::Summary, {PointWith("quantile")}},
      {"h", "\xff", MetricType::Histogram, {PointWith("le")}},
      {"g", "", MetricType::Gauge, {PointWith("__name__"), PointWith("a:b"), PointWith("a")}},
      {"g g", "", MetricType::Gauge, {PointWith("a")}},
  };
  PrometheusExporterOptions options(nullptr);
  options.url = "127.0.0.1:0";
  options.collectables = {foreign};
  const auto exporter = std::make_shared<PrometheusExporter>(options);
  MeterProvider provider;
  provider.AddMetricReader(exporter);
  const auto meter = provider.GetMeter("lib\n\"", "1.0");
  meter->CreateUInt64Counter("a.b/c", "\\ \n", "By/s")->Add(1, {{"k\xff", "\"\n\\\xff"}});
  meter->CreateDoubleHistogram("s2xx", "", "ms")->Record(1.5, {{"le", "mine"}}, {});
  const std::string page = BodyOf(Get(exporter->Port()));
  EXPECT_EQ(Judged(page), kAdvice) << page;
}

}  // namespace promtool_test
}  // namespace tracebridge::prometheus_exporter
