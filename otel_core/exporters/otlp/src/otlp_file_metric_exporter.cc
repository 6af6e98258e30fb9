#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter.h"

#include <string>

#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "otel_core/exporters/otlp/src/file/file_writer.h"
#include "otel_core/exporters/otlp/src/metric_groups.h"
#include "otel_core/exporters/otlp/src/metric_temporality.h"
#include "otel_core/exporters/otlp/src/metrics_json_encoder.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpFileMetricExporter::Writer : public tracebridge::otlp::FileWriter {
 public:
  explicit Writer(const OtlpFileMetricExporterOptions& options)
      : FileWriter(options, "data points") {}
};

OtlpFileMetricExporter::OtlpFileMetricExporter()
    : OtlpFileMetricExporter(OtlpFileMetricExporterOptions()) {}

OtlpFileMetricExporter::OtlpFileMetricExporter(const OtlpFileMetricExporterOptions& options)
    : temporality_(options.aggregation_temporality), writer_(std::make_unique<Writer>(options)) {}

OtlpFileMetricExporter::OtlpFileMetricExporter(
    const OtlpFileMetricExporterOptions& options,
    const OtlpFileMetricExporterRuntimeOptions& /*runtime_options*/)
    : OtlpFileMetricExporter(options) {}

OtlpFileMetricExporter::~OtlpFileMetricExporter() = default;

sdk::metrics::AggregationTemporality OtlpFileMetricExporter::GetAggregationTemporality(
    sdk::metrics::InstrumentType instrument_type) const noexcept {
  return tracebridge::otlp::TemporalityFor(temporality_, instrument_type);
}

sdk::common::ExportResult OtlpFileMetricExporter::Export(
    const sdk::metrics::ResourceMetrics& data) noexcept {
  return writer_->Export(
      [&data](std::string* line) {
        tracebridge::otlp::EncodeJson(tracebridge::otlp::GroupMetrics(data), line);
      },
      tracebridge::otlp::CountPoints(data));
}

bool OtlpFileMetricExporter::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return writer_->ForceFlush(timeout);
}

bool OtlpFileMetricExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  return writer_->Shutdown(timeout);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
