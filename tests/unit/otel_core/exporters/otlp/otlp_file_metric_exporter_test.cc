#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter.h"

#include <gtest/gtest.h>

#include <sstream>

#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter_factory.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/meter_provider_factory.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tests/unit/otel_core/exporters/otlp/sample_metrics.h"

namespace tracebridge::otlp {
namespace otlp_file_metric_exporter_test {
namespace {

namespace sdk_metrics = opentelemetry::sdk::metrics;
using opentelemetry::exporter::otlp::OtlpFileClientFileSystemOptions;
using opentelemetry::exporter::otlp::OtlpFileMetricExporter;
using opentelemetry::exporter::otlp::OtlpFileMetricExporterFactory;
using opentelemetry::exporter::otlp::OtlpFileMetricExporterOptions;
using opentelemetry::exporter::otlp::PreferredAggregationTemporality;
using opentelemetry::sdk::common::ExportResult;

OtlpFileMetricExporterOptions ToStream(std::ostream& stream) {
  OtlpFileMetricExporterOptions options;
  options.backend_options = std::ref(stream);
  return options;
}

const std::string kLine =
    R"({"resourceMetrics":[{"resource":{},"scopeMetrics":[{"scope":{},"metrics":[{"name":"shop.requests","description":"requests served","unit":"{request}","sum":{"dataPoints":[{"startTimeUnixNano":"1000","timeUnixNano":"2000","asInt":"7"}],"aggregationTemporality":2,"isMonotonic":true}}]}]}]})"
    "\n";

TEST(OtlpFileMetricExporterTest, WritesALineACollection) {
  const ScratchFolder folder;
  OtlpFileClientFileSystemOptions files;
  files.file_pattern = folder / "a.jsonl";
  OtlpFileMetricExporterOptions options;
  options.backend_options = files;
  const auto exporter = OtlpFileMetricExporterFactory::Create(options);
  const auto metrics = OneScope(nullptr, MetricOf(SumOf(std::int64_t{7})));
  EXPECT_EQ(exporter->Export(metrics), ExportResult::kSuccess);
  EXPECT_EQ(exporter->Export({}), ExportResult::kSuccess);
  EXPECT_EQ(exporter->Export(metrics), ExportResult::kSuccess);
  EXPECT_TRUE(exporter->ForceFlush());
  EXPECT_EQ(folder.Read("a.jsonl"), kLine + kLine);
}

TEST(OtlpFileMetricExporterTest, SaysWhatIsLostWhenTheStreamFails) {
  std::ostringstream stream;
  OtlpFileMetricExporter exporter(ToStream(stream));
  stream.setstate(std::ios::badbit);
  testing::internal::CaptureStderr();
  EXPECT_EQ(exporter.Export(OneScope(nullptr, MetricOf(SumOf(1.5)))), ExportResult::kFailure);
  EXPECT_NE(testing::internal::GetCapturedStderr().find(
                "OTLP file export fails, 1 data points are lost: "),
            std::string::npos);
}

TEST(OtlpFileMetricExporterTest, RefusesAfterShutdown) {
  std::ostringstream stream;
  OtlpFileMetricExporter exporter(ToStream(stream));
  EXPECT_TRUE(exporter.Shutdown());
  EXPECT_EQ(exporter.Export(OneScope(nullptr, MetricOf(SumOf(1.5)))), ExportResult::kFailure);
  EXPECT_EQ(stream.str(), "");
}

TEST(OtlpFileMetricExporterTest, HasTheTemporalityThatItIsTold) {
  std::ostringstream stream;
  OtlpFileMetricExporterOptions options = ToStream(stream);
  options.aggregation_temporality = PreferredAggregationTemporality::kDelta;
  auto provider = sdk_metrics::MeterProviderFactory::Create();
  provider->AddMetricReader(sdk_metrics::PeriodicExportingMetricReaderFactory::Create(
      OtlpFileMetricExporterFactory::Create(options), {}));
  provider->GetMeter("m")->CreateUInt64Counter("c")->Add(1);
  provider.reset();
  EXPECT_NE(stream.str().find(R"("asInt":"1"}],"aggregationTemporality":1,"isMonotonic":true)"),
            std::string::npos)
      << stream.str();
}

TEST(OtlpFileMetricExporterOptionsTest, NameFilesOfTheirOwnByDefault) {
  const OtlpFileMetricExporterOptions options;
  const auto& files =
      opentelemetry::nostd::get<OtlpFileClientFileSystemOptions>(options.backend_options);
  EXPECT_EQ(files.file_pattern, "metric-%N.jsonl");
  EXPECT_EQ(options.aggregation_temporality, PreferredAggregationTemporality::kCumulative);
}

}  // namespace
}  // namespace otlp_file_metric_exporter_test
}  // namespace tracebridge::otlp
