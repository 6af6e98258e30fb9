// Sends collected metrics to a collector, as OTLP over HTTP.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk_exporters/otlp.md and protocol/exporter.md; opentelemetry-proto
// 1.10, docs/specification.md, "OTLP/HTTP".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_options.h"
#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_runtime_options.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// Connects when it first exports, in the process that does: a forked child opens a connection of its
// own.
class OtlpHttpMetricExporter final : public opentelemetry::sdk::metrics::PushMetricExporter {
 public:
  // Options from the environment.
  OtlpHttpMetricExporter();
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  OtlpHttpMetricExporter(const OtlpHttpMetricExporterOptions& options);
  OtlpHttpMetricExporter(const OtlpHttpMetricExporterOptions& options,
                         const OtlpHttpMetricExporterRuntimeOptions& runtime_options);
  // Ends an export that is under way.
  ~OtlpHttpMetricExporter() override;

  opentelemetry::sdk::metrics::AggregationTemporality GetAggregationTemporality(
      opentelemetry::sdk::metrics::InstrumentType instrument_type) const noexcept override;

  opentelemetry::sdk::metrics::AggregationType GetDefaultAggregation(
      opentelemetry::sdk::metrics::InstrumentType instrument_type) const noexcept override;

  // Sends `data` and blocks until it is accepted, refused, or `timeout` of the options is over. Tries again, within that
  // time, when the collector is not there or asks for it. kFailure: it is lost. Nothing is sent for metrics without a point.
  // Points that the collector rejected out of an accepted request are counted (tracebridge/diagnostics.h).
  opentelemetry::sdk::common::ExportResult Export(
      const opentelemetry::sdk::metrics::ResourceMetrics& data) noexcept override;

  // Waits for an export under way; false if it was not over in time.
  bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

  // Refuses exports from now on. Waits for the one under way, and ends it when the time is over;
  // then returns false.
  bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept override;

 private:
  class Sender;

  const PreferredAggregationTemporality temporality_;
  const opentelemetry::sdk::metrics::AggregationType histograms_;
  std::unique_ptr<Sender> sender_;
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
