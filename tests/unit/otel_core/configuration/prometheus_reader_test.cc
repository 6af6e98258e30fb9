// OTEL_METRICS_EXPORTER=prometheus in a program that links what it needs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "opentelemetry/exporters/prometheus/exporter.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "tests/support/recorded_log.h"
#include "tests/unit/otel_core/exporters/prometheus/plain_client.h"
#include "tracebridge/metrics_builder.h"

namespace tracebridge::prometheus_reader_test {

using opentelemetry::exporter::metrics::PrometheusExporter;
using prometheus_exporter::Get;
using testing::HasSubstr;

FinalizedOptions Settings(const std::string& host, unsigned port) {
  auto read = ReadEnvironment({{"OTEL_METRICS_EXPORTER", "prometheus"},
                               {"OTEL_EXPORTER_PROMETHEUS_HOST", host},
                               {"OTEL_EXPORTER_PROMETHEUS_PORT", std::to_string(port)},
                               {"OTEL_SERVICE_NAME", "shop"}});
  EXPECT_TRUE(read.warnings.empty());
  return *Finalize(std::move(read.options));
}

std::uint16_t PortOf(const opentelemetry::sdk::metrics::MetricReader& reader) {
  return dynamic_cast<const PrometheusExporter&>(reader).Port();
}

TEST(PrometheusReaderTest, ServesWhatTheProvidersInstrumentsMeasure) {
  const FinalizedOptions settings = Settings("localhost", 0);
  const auto readers = BuildMetricReaders(settings);
  ASSERT_EQ(readers.size(), 1u);
  const auto provider = BuildMeterProvider(settings, readers);
  provider->GetMeter("test")->CreateUInt64Counter("served")->Add(3);
  const std::string page = Get(PortOf(*readers[0]));
  EXPECT_THAT(page, HasSubstr("served_total{otel_scope_name=\"test\"} 3"));
  EXPECT_THAT(page, HasSubstr("service_name=\"shop\""));
}

using Level = opentelemetry::sdk::common::internal_log::LogLevel;

TEST(PrometheusReaderTest, ListensWhereTheSettingsSay) {
  const test::RecordedLog log(Level::Info);
  const auto first = BuildMetricReaders(Settings("127.0.0.1", 0));
  ASSERT_EQ(first.size(), 1u);
  const std::string address = "127.0.0.1:" + std::to_string(PortOf(*first[0]));
  EXPECT_THAT(log.text(),
              HasSubstr("Info: metrics for Prometheus: http://" + address + "/metrics"));
  // Where one listens already.
  EXPECT_TRUE(BuildMetricReaders(Settings("127.0.0.1", PortOf(*first[0]))).empty());
  EXPECT_THAT(log.text(), HasSubstr("cannot listen on \"" + address + "\""));
}

TEST(PrometheusReaderTest, TakesAnAddressOfIpV6WithBracketsAndWithout) {
  for (const char* host : {"fe80::no:such", "[fe80::no:such]"}) {
    const test::RecordedLog log;
    EXPECT_TRUE(BuildMetricReaders(Settings(host, 0)).empty());
    EXPECT_THAT(log.text(), HasSubstr("cannot listen on \"[fe80::no:such]:0\""));
  }
}

}  // namespace tracebridge::prometheus_reader_test
