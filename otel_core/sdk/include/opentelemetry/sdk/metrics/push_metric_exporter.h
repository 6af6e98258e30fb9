// What sends collected metrics somewhere.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "Push Metric Exporter".
#pragma once

#include <chrono>

#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class MetricData;
struct ResourceMetrics;

class PushMetricExporter {
 public:
  PushMetricExporter() = default;
  PushMetricExporter(const PushMetricExporter&) = delete;
  PushMetricExporter(PushMetricExporter&&) = delete;
  PushMetricExporter& operator=(const PushMetricExporter&) = delete;
  PushMetricExporter& operator=(PushMetricExporter&&) = delete;
  virtual ~PushMetricExporter() = default;

  // Blocks until `data` is accepted or lost; `data` is good for the call. One call at a time.
  virtual opentelemetry::sdk::common::ExportResult Export(const ResourceMetrics& data) noexcept = 0;

  // Which temporality the receiving end wants for a kind of instrument; asked when an instrument is first collected.
  virtual AggregationTemporality GetAggregationTemporality(
      InstrumentType instrument_type) const noexcept = 0;

  // Ours, the specification's "default aggregation": what becomes of a kind of instrument that no view speaks of. kDefault
  // leaves it to the SDK.
  virtual AggregationType GetDefaultAggregation(InstrumentType /*instrument_type*/) const noexcept {
    return AggregationType::kDefault;
  }

  virtual bool ForceFlush(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept = 0;

  // May be called while Export runs, which then comes to an end.
  virtual bool Shutdown(
      std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept = 0;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
