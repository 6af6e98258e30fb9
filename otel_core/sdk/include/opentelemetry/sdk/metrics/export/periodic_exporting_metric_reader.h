// Collects at intervals, on a thread of its own, and exports.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "Periodic exporting MetricReader".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_options.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_runtime_options.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Starts its thread with the first measurement or callback, so a process may fork before that. A forked child starts a
// thread of its own with its first measurement; with observable instruments alone it starts none. A collection that finds
// nothing is not exported.
class PeriodicExportingMetricReader : public MetricReader {
 public:
  PeriodicExportingMetricReader(std::unique_ptr<PushMetricExporter> exporter,
                                const PeriodicExportingMetricReaderOptions& options);
  PeriodicExportingMetricReader(std::unique_ptr<PushMetricExporter> exporter,
                                const PeriodicExportingMetricReaderOptions& options,
                                const PeriodicExportingMetricReaderRuntimeOptions& runtime_options);

  // Shuts down, and waits for the export that is under way.
  ~PeriodicExportingMetricReader() override;

  // The exporter's, both.
  AggregationTemporality GetAggregationTemporality(
      InstrumentType instrument_type) const noexcept override;
  AggregationType GetDefaultAggregation(InstrumentType instrument_type) const noexcept override;

 private:
  class Impl;

  bool OnForceFlush(std::chrono::microseconds timeout) noexcept override;
  bool OnShutDown(std::chrono::microseconds timeout) noexcept override;
  bool OnWakeUp() noexcept override;

  std::unique_ptr<Impl> impl_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
