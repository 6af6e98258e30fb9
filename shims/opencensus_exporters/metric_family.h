// OpenCensus views as Prometheus families, in the words of opencensus-cpp's exporter, which dashboards know.
//
//   Count         ->  counter
//   Sum           ->  untyped
//   LastValue     ->  gauge
//   Distribution  ->  histogram
//   view example.com/latency, measure in ms, column http.method
//                 ->  example_com_latency_ms{http_method="GET"}
//
// Source: opencensus-cpp 50eb5de (its last commit), opencensus/exporters/stats/prometheus. Why not OpenTelemetry's names:
// docs/RATIONALE.md, "Why does OpenCensus's Prometheus exporter not go by OpenTelemetry's rules?".
#pragma once

#include <prometheus/metric_family.h>

#include "opencensus/stats/view_data.h"
#include "opencensus/stats/view_descriptor.h"

namespace tracebridge::opencensus_exporters {

// Each point has the time of the view's data, in milliseconds. Throws std::bad_alloc.
prometheus::MetricFamily ToPrometheus(const opencensus::stats::ViewDescriptor& descriptor,
                                      const opencensus::stats::ViewData& data);

}  // namespace tracebridge::opencensus_exporters
