// Names of metrics and labels, as Prometheus has them.
//
//   shop.latency, unit "ms", histogram  ->  shop_latency_milliseconds
//   shop..cache-hits, counter           ->  shop_cache_hits_total
//   2xx                                 ->  _2xx
//
// Source: OpenTelemetry specification 1.60.0, compatibility/prometheus_and_openmetrics.md, "Metric Metadata", "Sums" and
// "Metric Attributes".
#pragma once

#include <prometheus/metric_type.h>

#include <string>
#include <string_view>

namespace tracebridge::prometheus_exporter {

struct NameRules {
  bool without_units = false;
  bool without_type_suffix = false;
};

// Returns the name of a metric's family; empty when `name` is. Throws std::bad_alloc.
std::string MetricName(std::string_view name, std::string_view unit, prometheus::MetricType type,
                       NameRules rules);

// Returns the name of a label, never empty. Throws std::bad_alloc.
std::string LabelName(std::string_view key);

}  // namespace tracebridge::prometheus_exporter
