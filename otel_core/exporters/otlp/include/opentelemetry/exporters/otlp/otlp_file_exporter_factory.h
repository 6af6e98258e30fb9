// Makes OTLP file exporters without their header.
#pragma once

#include <memory>

#include "opentelemetry/exporters/otlp/otlp_file_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_runtime_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpFileExporterFactory {
 public:
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create();
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create(
      const OtlpFileExporterOptions& options);
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create(
      const OtlpFileExporterOptions& options,
      const OtlpFileExporterRuntimeOptions& runtime_options);
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
