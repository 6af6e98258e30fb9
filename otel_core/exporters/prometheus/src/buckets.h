// Buckets of histograms as Prometheus counts them: each with all values up to its upper bound, the last without a bound.
//
//   boundaries 1, 10; counts 2, 0, 1     ->  le="1" 2, le="10" 2, le="+Inf" 3
//   exponential, values 3, 5, 6, 100     ->  le="2" 0, le="4" 1, le="8" 3, le="16" 3, ... le="128" 4, le="+Inf" 4
//
// Source: OpenTelemetry specification 1.60.0, compatibility/prometheus_and_openmetrics.md, "Histograms as Prometheus Histograms".
#pragma once

#include <prometheus/client_metric.h>

#include <vector>

#include "opentelemetry/sdk/metrics/data/point_data.h"

namespace tracebridge::prometheus_exporter {

using Bucket = prometheus::ClientMetric::Bucket;

// Bounds that are not numbers, not above the one before, or infinite, have no bucket of their own: their values are in the
// next. Throws std::bad_alloc.
std::vector<Bucket> Buckets(const opentelemetry::sdk::metrics::HistogramPointData& histogram);

// One for each power of two between the least and the largest value, of both signs, and one for zero. Throws std::bad_alloc.
std::vector<Bucket> Buckets(
    const opentelemetry::sdk::metrics::Base2ExponentialHistogramPointData& histogram);

}  // namespace tracebridge::prometheus_exporter
