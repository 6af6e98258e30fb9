// Makes exporters that keep metrics in memory, for tests.
#pragma once

#include <memory>

#include "opentelemetry/exporters/memory/in_memory_metric_data.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {

class InMemoryMetricExporterFactory {
 public:
  // Cumulative, unless `temporality` says otherwise. `data` outlives the exporter and receives copies.
  static std::unique_ptr<sdk::metrics::PushMetricExporter> Create(
      const std::shared_ptr<InMemoryMetricData>& data);
  static std::unique_ptr<sdk::metrics::PushMetricExporter> Create(
      const std::shared_ptr<InMemoryMetricData>& data,
      const sdk::metrics::AggregationTemporalitySelector& temporality);
};

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
