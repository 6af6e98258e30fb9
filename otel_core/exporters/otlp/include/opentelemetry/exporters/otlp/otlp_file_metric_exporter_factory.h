// Makes OTLP file exporters of metrics without their header.
#pragma once

#include <memory>

#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_file_metric_exporter_runtime_options.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpFileMetricExporterFactory {
 public:
  static std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> Create();
  static std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> Create(
      const OtlpFileMetricExporterOptions& options);
  static std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> Create(
      const OtlpFileMetricExporterOptions& options,
      const OtlpFileMetricExporterRuntimeOptions& runtime_options);
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
