// OpenCensus's views as OpenTelemetry metrics.
//
//   Count                         ->  sum, monotonic, unit 1
//   Sum                           ->  sum; monotonic until a negative value is recorded
//   LastValue                     ->  gauge
//   Distribution                  ->  histogram; its sum is count times mean
//   columns {k1, k2}, row {v, ""} ->  attributes {k1: "v"}: OpenCensus has no absent tags, only empty ones
//   the row beyond the limit      ->  attributes {otel.metric.overflow: true}
//   measurement under a sampled span  ->  exemplar; of each bucket the latest
//
// Dropped: the sum of squared deviation. Source: OpenTelemetry specification 1.60.0,
// compatibility/opencensus.md, "Metrics / Stats". docs/mapping.md, "OpenCensus stats to OpenTelemetry".
#pragma once

#include <chrono>
#include <vector>

#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "shims/opencensus/stats/collected_view.h"

namespace tracebridge {

// Returns one metric a view, cumulative, with the exemplars that were made after `since`.
std::vector<opentelemetry::sdk::metrics::MetricData> ToOtel(
    const std::vector<opencensus_shim::CollectedView>& views,
    std::chrono::system_clock::time_point since = {});

}  // namespace tracebridge
