#include "opentelemetry/exporters/otlp/otlp_file_exporter_factory.h"

#include "opentelemetry/exporters/otlp/otlp_file_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

std::unique_ptr<sdk::trace::SpanExporter> OtlpFileExporterFactory::Create() {
  return std::make_unique<OtlpFileExporter>();
}

std::unique_ptr<sdk::trace::SpanExporter> OtlpFileExporterFactory::Create(
    const OtlpFileExporterOptions& options) {
  return std::make_unique<OtlpFileExporter>(options);
}

std::unique_ptr<sdk::trace::SpanExporter> OtlpFileExporterFactory::Create(
    const OtlpFileExporterOptions& options, const OtlpFileExporterRuntimeOptions& runtime_options) {
  return std::make_unique<OtlpFileExporter>(options, runtime_options);
}

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
