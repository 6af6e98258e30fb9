// What a preference of temporality means for each kind of instrument.
//
//                 counter, histogram   observable counter   up-down counters   gauges
//   cumulative    cumulative           cumulative           cumulative         cumulative
//   delta         delta                delta                cumulative         cumulative
//   low memory    delta                cumulative           cumulative         cumulative
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk_exporters/otlp.md, "Additional Environment Variable
// Configuration", which does not speak of gauges: they have no temporality.
#pragma once

#include "opentelemetry/exporters/otlp/otlp_preferred_temporality.h"
#include "opentelemetry/sdk/metrics/instruments.h"

namespace tracebridge::otlp {

opentelemetry::sdk::metrics::AggregationTemporality TemporalityFor(
    opentelemetry::exporter::otlp::PreferredAggregationTemporality preference,
    opentelemetry::sdk::metrics::InstrumentType instrument) noexcept;

}  // namespace tracebridge::otlp
