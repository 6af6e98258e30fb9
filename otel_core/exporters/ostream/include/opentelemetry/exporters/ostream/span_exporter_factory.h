// Makes console exporters without their header.
#pragma once

#include <memory>
#include <ostream>

#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace trace {

class OStreamSpanExporterFactory {
 public:
  // Prints on standard output.
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create();
  // Prints on `sout`, which outlives the exporter.
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create(std::ostream& sout);
};

}  // namespace trace
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
