// The SDK's meter: makes instruments whose measurements are aggregated as the provider's views say.
#pragma once

#include <cstdint>

#include "opentelemetry/metrics/meter.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class MetricsCore;
struct MeterRecord;

// An instrument that is equal to one that the meter has made, but for the case of its name, counts for the same metric. One
// with the same name and another kind, type of values, unit or description makes a second metric, and a warning. When the
// meter is disabled, when a name or unit is not allowed, and without memory, instruments do nothing.
class Meter final : public opentelemetry::metrics::Meter {
 public:
  // Programs get meters from MeterProvider::GetMeter. Both outlive the meter.
  Meter(MetricsCore* core, MeterRecord* record) noexcept : core_(core), record_(record) {}

  const opentelemetry::sdk::instrumentationscope::InstrumentationScope* GetInstrumentationScope()
      const noexcept;
  [[deprecated("use GetInstrumentationScope")]] const opentelemetry::sdk::instrumentationscope::
      InstrumentationScope*
      GetInstrumentationLibrary() const noexcept {
    return GetInstrumentationScope();
  }

  nostd::unique_ptr<opentelemetry::metrics::Counter<uint64_t>> CreateUInt64Counter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::unique_ptr<opentelemetry::metrics::Counter<double>> CreateDoubleCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument> CreateInt64ObservableCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument> CreateDoubleObservableCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::unique_ptr<opentelemetry::metrics::Histogram<uint64_t>> CreateUInt64Histogram(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::unique_ptr<opentelemetry::metrics::Histogram<double>> CreateDoubleHistogram(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::unique_ptr<opentelemetry::metrics::Gauge<int64_t>> CreateInt64Gauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::unique_ptr<opentelemetry::metrics::Gauge<double>> CreateDoubleGauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument> CreateInt64ObservableGauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument> CreateDoubleObservableGauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::unique_ptr<opentelemetry::metrics::UpDownCounter<int64_t>> CreateInt64UpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::unique_ptr<opentelemetry::metrics::UpDownCounter<double>> CreateDoubleUpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override;
  nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument>
  CreateInt64ObservableUpDownCounter(nostd::string_view name, nostd::string_view description = "",
                                     nostd::string_view unit = "") noexcept override;
  nostd::shared_ptr<opentelemetry::metrics::ObservableInstrument>
  CreateDoubleObservableUpDownCounter(nostd::string_view name, nostd::string_view description = "",
                                      nostd::string_view unit = "") noexcept override;

  uintptr_t RegisterCallback(
      opentelemetry::metrics::MultiObservableCallbackPtr callback, void* state,
      nostd::span<opentelemetry::metrics::ObservableInstrument*> instruments) noexcept override;
  void DeregisterCallback(uintptr_t callback_id) noexcept override;

 private:
  MetricsCore* const core_;
  MeterRecord* const record_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
