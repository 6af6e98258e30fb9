// Points of metrics as prometheus-cpp's.
//
//   Sum, monotonic        ->  counter
//   Sum, not monotonic    ->  gauge
//   LastValue             ->  gauge
//   Histogram             ->  histogram
//   exponential histogram ->  histogram, with a bucket for each power of two
//
// Source: OpenTelemetry specification 1.60.0, compatibility/prometheus_and_openmetrics.md, "Gauges", "Sums", "Histograms" and
// "Differences between Prometheus formats". Why powers of two: docs/RATIONALE.md, "Why does an exponential histogram reach
// Prometheus in powers of two?".
#pragma once

#include <prometheus/client_metric.h>
#include <prometheus/metric_type.h>

#include <optional>

#include "opentelemetry/sdk/metrics/data/metric_data.h"

namespace tracebridge::prometheus_exporter {

// Returns what the points of that kind are; nothing for the points of a dropped metric.
std::optional<prometheus::MetricType> TypeOf(const opentelemetry::sdk::metrics::PointType& point);

// Sets the value that a metric of type `type` has. Returns false, and sets nothing, when the point is of another type, or has
// no value. Throws std::bad_alloc.
bool SetValue(const opentelemetry::sdk::metrics::PointType& point, prometheus::MetricType type,
              prometheus::ClientMetric* metric);

}  // namespace tracebridge::prometheus_exporter
