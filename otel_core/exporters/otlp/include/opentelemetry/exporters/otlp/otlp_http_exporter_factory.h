// Makes OTLP over HTTP exporters without their header.
#pragma once

#include <memory>

#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_http_exporter_runtime_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

class OtlpHttpExporterFactory {
 public:
  // Options from the environment.
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create();
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create(
      const OtlpHttpExporterOptions& options);
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create(
      const OtlpHttpExporterOptions& options,
      const OtlpHttpExporterRuntimeOptions& runtime_options);
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
