#include "otel_core/configuration/src/prometheus_reader.h"

#include <memory>
#include <string>

#include "opentelemetry/exporters/prometheus/exporter_factory.h"
#include "opentelemetry/exporters/prometheus/exporter_options.h"
#include "tracebridge/diagnostics.h"

opentelemetry::sdk::metrics::MetricReader* tracebridge_make_prometheus_reader(
    const char* host, unsigned port) noexcept {
  namespace prometheus = opentelemetry::exporter::metrics;
  try {
    const std::string name = host;
    const bool is_ipv6 = name.find(':') != std::string::npos;
    prometheus::PrometheusExporterOptions options;  // its other variables count
    options.url = (is_ipv6 ? "[" + name + "]" : name) + ":" + std::to_string(port);
    return prometheus::PrometheusExporterFactory::Create(options).release();
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return nullptr;
  }
}
