// Makes Zipkin exporters without their header.
#pragma once

#include <memory>

#include "opentelemetry/exporters/zipkin/zipkin_exporter_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace zipkin {

class ZipkinExporterFactory {
 public:
  // Options from the environment.
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create();
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create(
      const ZipkinExporterOptions& options);
};

}  // namespace zipkin
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
