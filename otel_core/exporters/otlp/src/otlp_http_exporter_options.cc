#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"

#include "otel_core/exporters/otlp/src/http_options.h"
#include "otel_core/exporters/otlp/src/http_settings.h"

namespace tracebridge::otlp {

void Apply(const FinalizedOptions& settings,
           opentelemetry::exporter::otlp::OtlpHttpExporterOptions* options) {
  Apply(TracesSettings(settings), options);
}

}  // namespace tracebridge::otlp

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

OtlpHttpExporterOptions::OtlpHttpExporterOptions() {
  const auto settings =
      tracebridge::otlp::ReadOtlpEnvironment(tracebridge::otlp::OtlpSignal::kTraces);
  if (settings) tracebridge::otlp::Apply(*settings, this);
}

OtlpHttpExporterOptions::OtlpHttpExporterOptions(void*) {}

OtlpHttpExporterOptions::~OtlpHttpExporterOptions() = default;

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
