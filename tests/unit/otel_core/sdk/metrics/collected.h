// A reader that collects when it is asked, and tells what it got as text.
//
//   requests{route=/} 7
//   latency{} 3 values, sum 12, 1..7, [0 1 2]
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "tests/unit/otel_core/sdk/metrics/point_text.h"

namespace opentelemetry::sdk::metrics {

class PullReader final : public MetricReader {
 public:
  explicit PullReader(
      AggregationTemporality temporality = AggregationTemporality::kCumulative) noexcept
      : temporality_(temporality) {}

  AggregationTemporality GetAggregationTemporality(InstrumentType) const noexcept override {
    return temporality_;
  }

  std::vector<MetricData> Metrics() {
    std::vector<MetricData> metrics;
    Collect([&](ResourceMetrics& data) {
      for (const ScopeMetrics& scope : data.scope_metric_data_) {
        metrics.insert(metrics.end(), scope.metric_data_.begin(), scope.metric_data_.end());
      }
      return true;
    });
    return metrics;
  }

  std::string Text() {
    std::string text;
    for (const MetricData& metric : Metrics()) {
      for (const PointDataAttributes& point : metric.point_data_attr_) {
        text += metric.instrument_descriptor.name_ + metrics::Text(point.attributes) + " " +
                metrics::Text(point.point_data) + "\n";
      }
    }
    return text;
  }

 private:
  bool OnForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool OnShutDown(std::chrono::microseconds) noexcept override { return true; }

  const AggregationTemporality temporality_;
};

}  // namespace opentelemetry::sdk::metrics
