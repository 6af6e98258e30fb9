// The metrics of a reader as a prometheus-cpp Collectable, for an Exposer or a server of the program's own.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <vector>

#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/version.h"

namespace prometheus_client = ::prometheus;

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace metrics {

// The reader outlives it. Safe from any thread.
class PrometheusCollector : public prometheus_client::Collectable {
 public:
  explicit PrometheusCollector(sdk::metrics::MetricReader* reader, bool populate_target_info,
                               bool without_otel_scope, bool without_units = false,
                               bool without_type_suffix = false);

  // Collects; empty when the reader failed, has no provider or is shut down. Does not throw.
  std::vector<prometheus_client::MetricFamily> Collect() const override;

 private:
  sdk::metrics::MetricReader* reader_;
  bool populate_target_info_;
  bool without_otel_scope_;
  bool without_units_;
  bool without_type_suffix_;
};

}  // namespace metrics
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
