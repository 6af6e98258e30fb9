#include "opentelemetry/exporters/prometheus/exporter_factory.h"

#include "opentelemetry/exporters/prometheus/exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::metrics {

std::unique_ptr<sdk::metrics::MetricReader> PrometheusExporterFactory::Create(
    const PrometheusExporterOptions& options) {
  return std::make_unique<PrometheusExporter>(options);
}

}  // namespace exporter::metrics
OPENTELEMETRY_END_NAMESPACE
