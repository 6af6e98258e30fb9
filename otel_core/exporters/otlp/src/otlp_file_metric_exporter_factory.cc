#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter_factory.h"

#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

std::unique_ptr<sdk::metrics::PushMetricExporter> OtlpFileMetricExporterFactory::Create() {
  return std::make_unique<OtlpFileMetricExporter>();
}

std::unique_ptr<sdk::metrics::PushMetricExporter> OtlpFileMetricExporterFactory::Create(
    const OtlpFileMetricExporterOptions& options) {
  return std::make_unique<OtlpFileMetricExporter>(options);
}

std::unique_ptr<sdk::metrics::PushMetricExporter> OtlpFileMetricExporterFactory::Create(
    const OtlpFileMetricExporterOptions& options,
    const OtlpFileMetricExporterRuntimeOptions& runtime_options) {
  return std::make_unique<OtlpFileMetricExporter>(options, runtime_options);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
