// Collects metrics: on its own clock (PeriodicExportingMetricReader), or when a program asks (derive from this class).
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "MetricReader".
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/sdk/metrics/cardinality_limits.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class MetricsCore;

// Safe to use from any thread. Belongs to one MeterProvider.
class MetricReader {
 public:
  MetricReader();
  MetricReader(const MetricReader&) = delete;
  MetricReader(MetricReader&&) = delete;
  MetricReader& operator=(const MetricReader&) = delete;
  MetricReader& operator=(MetricReader&&) = delete;
  virtual ~MetricReader();

  // The provider calls this, once, with a producer that outlives the reader's use unless it has an owner.
  void SetMetricProducer(MetricProducer* metric_producer);

  // Ours, the specification's RegisterProducer: metrics of `producer` are collected after those of the provider, with the
  // provider's resource. Null is ignored. Wakes the reader up once it belongs to a provider.
  void AddMetricProducer(std::shared_ptr<MetricProducer> producer) noexcept;

  // The same, but wakes nobody: who adds it calls WakeUp() when there is something to collect. It is collected last.
  void AddQuietMetricProducer(std::shared_ptr<MetricProducer> producer) noexcept;

  // Collects, and calls `callback` once with what there is. Returns false when a producer or the callback failed, before
  // there is a provider, and after Shutdown, which does not call it. What the callback throws is counted.
  bool Collect(nostd::function_ref<bool(ResourceMetrics& metric_data)> callback) noexcept;

  virtual AggregationTemporality GetAggregationTemporality(
      InstrumentType instrument_type) const noexcept = 0;

  // Ours: how instruments of that kind are aggregated when no view says it; kDefault leaves it to the SDK. Readers share what is
  // aggregated, so of several the first that says something counts.
  virtual AggregationType GetDefaultAggregation(InstrumentType /*instrument_type*/) const noexcept {
    return AggregationType::kDefault;
  }

  // How many points a metric of that kind has at most, when no view says it.
  std::size_t GetCardinalityLimit(InstrumentType instrument_type) const noexcept;
  // Counts for instruments that are made later.
  void SetCardinalityLimits(const CardinalityLimits& limits) noexcept;

  // Collects a last time and stops. Returns false when that failed or `timeout` passed. Only the first call does something.
  bool Shutdown(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

  bool ForceFlush(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

  bool IsShutdown() const noexcept;

  // Ours: there is something to collect in this process. Cheap, but not for the request path: call it when a series is
  // first seen. A reader that collects by itself starts its thread then, so that a process may fork before.
  // Returns false when it could not: ask again.
  bool WakeUp() noexcept { return OnWakeUp(); }

 private:
  friend class MetricsCore;
  bool Keep(std::shared_ptr<MetricProducer> producer, bool is_quiet) noexcept;
  // Before SetMetricProducer of the same producer: who owns it, which a collection keeps until it has ended.
  void SetOwner(std::weak_ptr<MetricProducer> producer) noexcept;

  virtual bool OnForceFlush(std::chrono::microseconds timeout) noexcept = 0;
  virtual bool OnShutDown(std::chrono::microseconds timeout) noexcept = 0;
  virtual void OnInitialized() noexcept {}
  virtual bool OnWakeUp() noexcept { return true; }

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
