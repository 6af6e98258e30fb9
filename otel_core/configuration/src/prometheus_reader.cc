#include "otel_core/configuration/src/prometheus_reader.h"

#include <memory>
#include <string>

#include "opentelemetry/exporters/prometheus/exporter.h"
#include "opentelemetry/exporters/prometheus/exporter_options.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "tracebridge/diagnostics.h"

opentelemetry::sdk::metrics::MetricReader* tracebridge_make_prometheus_reader(
    const char* host, unsigned port) noexcept {
  namespace prometheus = opentelemetry::exporter::metrics;
  try {
    const std::string name = host;
    const bool needs_brackets = name.find(':') != std::string::npos && name.front() != '[';
    const std::string written = needs_brackets ? "[" + name + "]" : name;
    prometheus::PrometheusExporterOptions options;  // the process's other variables count
    options.url = written + ":" + std::to_string(port);
    auto exporter = std::make_unique<prometheus::PrometheusExporter>(options);
    if (exporter->IsShutdown()) return nullptr;  // and has said why
    OTEL_INTERNAL_LOG_INFO("metrics for Prometheus: http://" << written << ":" << exporter->Port()
                                                             << "/metrics");
    return exporter.release();
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return nullptr;
  }
}
