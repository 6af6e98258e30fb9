// Writes collected metrics as OTLP JSON Lines: one request a line.
//
// Source: OpenTelemetry specification 1.60.0, protocol/file-exporter.md.
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter_runtime_options.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpFileMetricExporter final : public opentelemetry::sdk::metrics::PushMetricExporter {
 public:
  OtlpFileMetricExporter();
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  OtlpFileMetricExporter(const OtlpFileMetricExporterOptions& options);
  OtlpFileMetricExporter(const OtlpFileMetricExporterOptions& options,
                         const OtlpFileMetricExporterRuntimeOptions& runtime_options);
  ~OtlpFileMetricExporter() override;

  opentelemetry::sdk::metrics::AggregationTemporality GetAggregationTemporality(
      opentelemetry::sdk::metrics::InstrumentType instrument_type) const noexcept override;

  // Writes one line, or none for metrics without a point. kFailure: it could not be written whole, and nothing of it is left
  // in the file.
  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::sdk::metrics::ResourceMetrics& data) noexcept override;

  // Returns when what was written is on the disk, or flushed from the stream; may block longer than
  // `timeout` when the disk does. False when that failed, or an export did not end in time.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  // Refuses exports from now on, and flushes.
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  class Writer;

  const PreferredAggregationTemporality temporality_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
