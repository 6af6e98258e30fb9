#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_factory.h"

#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

std::unique_ptr<sdk::metrics::PushMetricExporter> OtlpHttpMetricExporterFactory::Create() {
  return std::make_unique<OtlpHttpMetricExporter>();
}

std::unique_ptr<sdk::metrics::PushMetricExporter> OtlpHttpMetricExporterFactory::Create(
    const OtlpHttpMetricExporterOptions& options) {
  return std::make_unique<OtlpHttpMetricExporter>(options);
}

std::unique_ptr<sdk::metrics::PushMetricExporter> OtlpHttpMetricExporterFactory::Create(
    const OtlpHttpMetricExporterOptions& options,
    const OtlpHttpMetricExporterRuntimeOptions& runtime_options) {
  return std::make_unique<OtlpHttpMetricExporter>(options, runtime_options);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
