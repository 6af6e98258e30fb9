// OpenCensus's Prometheus exporter, for prometheus-cpp and for tracebridge's own page.
#include "opencensus/exporters/stats/prometheus/prometheus_exporter.h"

#include "shims/opencensus_exporters/metric_family.h"

namespace opencensus::exporters::stats {

std::vector<prometheus::MetricFamily> PrometheusExporter::Collect() const {
  std::vector<prometheus::MetricFamily> families;
  const auto views = opencensus::stats::StatsExporter::GetViewData();
  families.reserve(views.size());
  for (const auto& [descriptor, data] : views) {
    families.push_back(tracebridge::opencensus_exporters::ToPrometheus(descriptor, data));
  }
  return families;
}

}  // namespace opencensus::exporters::stats
