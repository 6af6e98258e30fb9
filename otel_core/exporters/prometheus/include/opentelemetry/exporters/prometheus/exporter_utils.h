// Collected metrics as prometheus-cpp's families.
//
//   http.server.duration, unit "s", histogram   ->  http_server_duration_seconds
//   shop.requests, unit "{request}", counter    ->  shop_requests_total
//   resource {service.name: "shop"}             ->  target_info{service_name="shop"} 1
//
// Source: OpenTelemetry specification 1.60.0, compatibility/prometheus_and_openmetrics.md, "OTLP Metric points to Prometheus".
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace metrics {

class PrometheusExporterUtils {
 public:
  // One family a name. What the format cannot say, and what has the name of another metric of another type, is left out,
  // counted, and reported once for each name. Throws std::bad_alloc.
  static std::vector<::prometheus::MetricFamily> TranslateToPrometheus(
      const sdk::metrics::ResourceMetrics& data, bool populate_target_info = true,
      bool without_otel_scope = false, bool without_units = false,
      bool without_type_suffix = false);
};

}  // namespace metrics
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
