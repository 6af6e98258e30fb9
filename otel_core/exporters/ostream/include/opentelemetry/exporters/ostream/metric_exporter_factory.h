// Makes console exporters of metrics without their header.
#pragma once

#include <memory>
#include <ostream>

#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace metrics {

class OStreamMetricExporterFactory {
 public:
  // Prints on standard output.
  static std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> Create();
  // Print on `sout`, which outlives the exporter.
  static std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> Create(
      std::ostream& sout);
  static std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> Create(
      std::ostream& sout,
      opentelemetry::sdk::metrics::AggregationTemporality aggregation_temporality);
};

}  // namespace metrics
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
