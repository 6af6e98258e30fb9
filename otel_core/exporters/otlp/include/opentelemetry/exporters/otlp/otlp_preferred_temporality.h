// Which temporality the receiving end of metrics prefers.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk_exporters/otlp.md,
// "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE".
#pragma once

#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

enum class PreferredAggregationTemporality : std::uint8_t {
  kUnspecified,  // as kCumulative
  kDelta,        // but for up-down counters, observable or not
  kCumulative,
  kLowMemory,  // delta for counters and histograms that are not observable
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
