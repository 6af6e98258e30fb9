#include "tracebridge/metrics_builder.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/metrics/provider.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/resource/semantic_conventions.h"
#include "tests/support/recorded_log.h"
#include "tests/support/threads.h"

namespace tracebridge::metrics_builder_test {

namespace metrics = opentelemetry::sdk::metrics;

template <class Change>
FinalizedOptions Settings(Change change) {
  SdkOptions options;
  options.metrics_exporters = {MetricsExporter::kConsole};
  change(options);
  return *Finalize(options);
}

FinalizedOptions Settings() {
  return Settings([](SdkOptions&) {});
}

TEST(MetricsBuilderTest, BuildsNothingWhenDisabled) {
  const FinalizedOptions disabled = Settings([](SdkOptions& o) { o.disabled = true; });
  EXPECT_TRUE(BuildMetricReaders(disabled).empty());
  EXPECT_EQ(BuildMeterProvider(disabled), nullptr);
}

TEST(MetricsBuilderTest, BuildsAReaderForEachExporter) {
  const FinalizedOptions none =
      Settings([](SdkOptions& o) { o.metrics_exporters = {MetricsExporter::kNone}; });
  EXPECT_TRUE(BuildMetricReaders(none).empty());
  EXPECT_EQ(BuildMetricReaders(Settings()).size(), 1u);
  const FinalizedOptions both = Settings([](SdkOptions& o) {
    o.metrics_exporters = {MetricsExporter::kConsole, MetricsExporter::kOtlp};
  });
  EXPECT_EQ(BuildMetricReaders(both).size(), 2u);
}

// This program does not link tracebridge::otel_prometheus_configuration.
TEST(MetricsBuilderTest, SaysWhatPrometheusNeeds) {
  const test::RecordedLog log;
  const FinalizedOptions settings = Settings([](SdkOptions& o) {
    o.metrics_exporters = {MetricsExporter::kPrometheus, MetricsExporter::kConsole};
  });
  EXPECT_EQ(BuildMetricReaders(settings).size(), 1u) << "the other is there";
  EXPECT_EQ(log.text().substr(0, log.text().find('\n')),
            "Error: OTEL_METRICS_EXPORTER: \"prometheus\" needs a program that links "
            "tracebridge::otel_prometheus_configuration; no metrics are served");
}

TEST(MetricsBuilderTest, StartsNoThread) {
  const std::size_t before = test::ThreadsAtRest();
  const auto provider = BuildMeterProvider(Settings());
  EXPECT_EQ(test::Threads(), before);
}

TEST(MetricsBuilderTest, PrintsMetricsOnTheConsoleWithTheResourceOfTheSettings) {
  const auto provider =
      BuildMeterProvider(Settings([](SdkOptions& o) { o.service_name = "shop"; }));
  testing::internal::CaptureStdout();
  provider->GetMeter("test")->CreateUInt64Counter("served")->Add(3);
  EXPECT_TRUE(provider->ForceFlush());
  const std::string printed = testing::internal::GetCapturedStdout();
  EXPECT_NE(printed.find("served"), std::string::npos) << printed;
  EXPECT_NE(printed.find("service.name: shop"), std::string::npos) << printed;
}

TEST(MetricsBuilderTest, ExportsAtTheIntervalOfTheSettings) {
  testing::internal::CaptureStdout();
  const auto provider = BuildMeterProvider(
      Settings([](SdkOptions& o) { o.metric_export_interval = std::chrono::milliseconds(1); }));
  provider->GetMeter("test")->CreateUInt64Counter("served")->Add(3);
  // Nobody flushes.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  std::string printed;
  while (printed.find("served") == std::string::npos &&
         std::chrono::steady_clock::now() < deadline) {
    printed += testing::internal::GetCapturedStdout();
    testing::internal::CaptureStdout();
  }
  EXPECT_NE(printed.find("served"), std::string::npos);
  EXPECT_TRUE(provider->Shutdown());
  testing::internal::GetCapturedStdout();
}

// Counts the exemplars of the first point.
class Watching final : public metrics::PushMetricExporter {
 public:
  explicit Watching(std::size_t* exemplars) : exemplars_(*exemplars) {}
  opentelemetry::sdk::common::ExportResult Export(
      const metrics::ResourceMetrics& data) noexcept override {
    exemplars_ = data.scope_metric_data_[0].metric_data_[0].point_data_attr_[0].exemplars.size();
    return opentelemetry::sdk::common::ExportResult::kSuccess;
  }
  metrics::AggregationTemporality GetAggregationTemporality(
      metrics::InstrumentType) const noexcept override {
    return metrics::AggregationTemporality::kCumulative;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

 private:
  std::size_t& exemplars_;
};

TEST(MetricsBuilderTest, TakesTheExemplarFilterOfTheSettings) {
  const std::pair<MetricsExemplarFilter, std::size_t> filters[] = {
      {MetricsExemplarFilter::kAlwaysOn, 1},
      {MetricsExemplarFilter::kAlwaysOff, 0},
      {MetricsExemplarFilter::kTraceBased, 0},  // there is no span
  };
  for (const auto& [filter, expected] : filters) {
    const FinalizedOptions settings =
        Settings([f = filter](SdkOptions& o) { o.metrics_exemplar_filter = f; });
    std::size_t exemplars = 9;
    MetricReaderParts parts;
    parts.around_exporter = [&exemplars](MetricReaderParts::Exporter) {
      return std::make_unique<Watching>(&exemplars);
    };
    const auto provider = BuildMeterProvider(settings, BuildMetricReaders(settings, parts));
    provider->GetMeter("test")->CreateUInt64Counter("served")->Add(3);
    EXPECT_TRUE(provider->ForceFlush());
    EXPECT_EQ(exemplars, expected) << static_cast<int>(filter);
  }
}

}  // namespace tracebridge::metrics_builder_test
