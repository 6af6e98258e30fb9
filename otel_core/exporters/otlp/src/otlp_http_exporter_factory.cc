#include "opentelemetry/exporters/otlp/otlp_http_exporter_factory.h"

#include "opentelemetry/exporters/otlp/otlp_http_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

std::unique_ptr<sdk::trace::SpanExporter> OtlpHttpExporterFactory::Create() {
  return std::make_unique<OtlpHttpExporter>();
}

std::unique_ptr<sdk::trace::SpanExporter> OtlpHttpExporterFactory::Create(
    const OtlpHttpExporterOptions& options) {
  return std::make_unique<OtlpHttpExporter>(options);
}

std::unique_ptr<sdk::trace::SpanExporter> OtlpHttpExporterFactory::Create(
    const OtlpHttpExporterOptions& options, const OtlpHttpExporterRuntimeOptions& runtime_options) {
  return std::make_unique<OtlpHttpExporter>(options, runtime_options);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
