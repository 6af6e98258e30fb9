#include "opentelemetry/exporters/prometheus/collector.h"

#include "opentelemetry/exporters/prometheus/exporter_utils.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::metrics {

PrometheusCollector::PrometheusCollector(sdk::metrics::MetricReader* reader,
                                         bool populate_target_info, bool without_otel_scope,
                                         bool without_units, bool without_type_suffix)
    : reader_(reader),
      populate_target_info_(populate_target_info),
      without_otel_scope_(without_otel_scope),
      without_units_(without_units),
      without_type_suffix_(without_type_suffix) {}

std::vector<prometheus_client::MetricFamily> PrometheusCollector::Collect() const {
  std::vector<prometheus_client::MetricFamily> families;
  reader_->Collect([&](sdk::metrics::ResourceMetrics& data) {  // which catches what this throws
    families = PrometheusExporterUtils::TranslateToPrometheus(
        data, populate_target_info_, without_otel_scope_, without_units_, without_type_suffix_);
    return true;
  });
  return families;
}

}  // namespace exporter::metrics
OPENTELEMETRY_END_NAMESPACE
