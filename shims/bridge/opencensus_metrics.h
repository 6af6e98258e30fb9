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
#include <memory>
#include <vector>

#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "shims/opencensus/stats/collected_view.h"

namespace tracebridge {

// Returns one metric a view, cumulative, with the exemplars that were made after `since`.
std::vector<opentelemetry::sdk::metrics::MetricData> ToOtel(
    const std::vector<opencensus_shim::CollectedView>& views,
    std::chrono::system_clock::time_point since = {});

// As MakeOpenCensusMetricProducer (tracebridge/opencensus_metrics.h), but of nothing while one exists that this did not make: the
// program's own, which has the views already.
std::unique_ptr<opentelemetry::sdk::metrics::MetricProducer> MakeYieldingMetricProducer(
    opentelemetry::sdk::metrics::ExemplarFilterType exemplar_filter);

}  // namespace tracebridge
