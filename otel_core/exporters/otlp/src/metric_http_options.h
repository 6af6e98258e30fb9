// The settings of the program, as options of one OTLP over HTTP exporter of metrics.
#pragma once

#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_options.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::otlp {

// Replaces what `settings` speak of in `*options`; the rest stays.
void Apply(const FinalizedOptions& settings,
           opentelemetry::exporter::otlp::OtlpHttpMetricExporterOptions* options);

}  // namespace tracebridge::otlp
