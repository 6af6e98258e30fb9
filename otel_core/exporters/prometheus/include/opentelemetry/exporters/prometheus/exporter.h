// Serves the metrics of a provider to Prometheus, which asks for them: GET http://localhost:9464/metrics.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk_exporters/prometheus.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "opentelemetry/exporters/prometheus/collector.h"
#include "opentelemetry/exporters/prometheus/exporter_options.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace metrics {

// Listens from its construction on, with one thread. An address that cannot be had is reported as an error, and the reader
// is shut down; the program goes on. Answers only in the process that made it: a forked child serves nothing.
class PrometheusExporter : public sdk::metrics::MetricReader {
 public:
  PrometheusExporter(const PrometheusExporterOptions& options);
  // Waits for a scrape that is under way.
  ~PrometheusExporter() override;

  // Cumulative.
  sdk::metrics::AggregationTemporality GetAggregationTemporality(
      sdk::metrics::InstrumentType instrument_type) const noexcept override;

  // Ours: the port that it listens on; 0 when it could not.
  std::uint16_t Port() const noexcept;

 private:
  bool OnForceFlush(std::chrono::microseconds timeout) noexcept override;
  // Closes the endpoint. Returns false when a scrape was still under way after `timeout`.
  bool OnShutDown(std::chrono::microseconds timeout) noexcept override;
  void OnInitialized() noexcept override;

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace metrics
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
