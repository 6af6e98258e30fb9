// Which exemplar filter the environment names.
#pragma once

#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Returns what OTEL_METRICS_EXEMPLAR_FILTER says: `always_on`, `always_off` or `trace_based`, in any case; without it, or
// with another value, which is reported, kTraceBased.
//
// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md, "Exemplar".
ExemplarFilterType ExemplarFilterFromEnvironment();

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
