#include "opentelemetry/exporters/zipkin/zipkin_exporter_factory.h"

#include "opentelemetry/exporters/zipkin/zipkin_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::zipkin {

std::unique_ptr<sdk::trace::SpanExporter> ZipkinExporterFactory::Create() {
  return std::make_unique<ZipkinExporter>();
}

std::unique_ptr<sdk::trace::SpanExporter> ZipkinExporterFactory::Create(
    const ZipkinExporterOptions& options) {
  return std::make_unique<ZipkinExporter>(options);
}

}  // namespace exporter::zipkin
OPENTELEMETRY_END_NAMESPACE
