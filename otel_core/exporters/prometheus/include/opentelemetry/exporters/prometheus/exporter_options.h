// Settings of one Prometheus exporter.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/version.h"

namespace prometheus {
class Collectable;
}  // namespace prometheus

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace metrics {

struct PrometheusExporterOptions {
  // Starts from PROMETHEUS_EXPORTER_ENDPOINT and OTEL_CPP_PROMETHEUS_EXPORTER_WITHOUT_OTEL_SCOPE,
  // ..._POPULATE_TARGET_INFO, ..._WITHOUT_UNITS and ..._WITHOUT_TYPE_SUFFIX.
  PrometheusExporterOptions();
  // Starts from nothing: the caller sets `url`. The argument is ignored.
  PrometheusExporterOptions(void*);

  // Where to listen: "localhost:9464", "[::1]:9464", "0.0.0.0:9464" for all of IPv4, "9464" for the same. Port 0 is any
  // free one. The path is /metrics.
  std::string url;

  // The resource, as target_info.
  bool populate_target_info = true;

  // Leaves out the labels otel_scope_name, otel_scope_version, otel_scope_schema_url and those of the scope's attributes.
  bool without_otel_scope = false;

  // Leaves out "_seconds".
  bool without_units = false;

  // Leaves out "_total".
  bool without_type_suffix = false;

  // Ours: what else is served, after the metrics of the provider and in one answer with them: a prometheus::Registry of
  // the program, or OpenCensus's PrometheusExporter, which keeps the names that its dashboards know.
  std::vector<std::shared_ptr<::prometheus::Collectable>> collectables;
};

}  // namespace metrics
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
