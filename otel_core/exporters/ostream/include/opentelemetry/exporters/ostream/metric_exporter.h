// Prints metrics on a stream, for people.
#pragma once

#include <atomic>
#include <chrono>
#include <iostream>
#include <memory>

#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace metrics {

class OStreamMetricExporter final : public opentelemetry::sdk::metrics::PushMetricExporter {
 public:
  // The stream outlives the exporter.
  explicit OStreamMetricExporter(
      std::ostream& sout = std::cout,
      opentelemetry::sdk::metrics::AggregationTemporality aggregation_temporality =
          opentelemetry::sdk::metrics::AggregationTemporality::kCumulative) noexcept;

  // Prints a block for each scope; control characters are shown as \n or \x1b. kFailure when the stream does not take it,
  // or after Shutdown.
  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::sdk::metrics::ResourceMetrics& data) noexcept override;

  opentelemetry::sdk::metrics::AggregationTemporality GetAggregationTemporality(
      opentelemetry::sdk::metrics::InstrumentType instrument_type) const noexcept override;

  // Flushes the stream; may block longer than `timeout`.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  std::ostream& sout_;
  const opentelemetry::sdk::metrics::AggregationTemporality temporality_;
  std::atomic<bool> is_shutdown_{false};
};

}  // namespace metrics
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
