// Where instruments come from.
//
//   auto requests = meter->CreateUInt64Counter("http.server.requests", "requests served", "{request}");
//   requests->Add(1, {{"http.route", "/users/{id}"}});
//
// Source: OpenTelemetry specification 1.60.0, metrics/api.md, "Meter operations".
#pragma once

#include <cstdint>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace metrics {

template <typename T>
class Counter;
template <typename T>
class Histogram;
template <typename T>
class UpDownCounter;
template <typename T>
class Gauge;
class ObservableInstrument;
class MultiObserverResult;

using MultiObservableCallbackPtr = void (*)(MultiObserverResult&, void*);

// Safe to use from any thread. Instruments may outlive the meter and its provider.
//
// A name is a letter and up to 254 letters, digits, `_`, `.`, `-` and `/`; a unit at most 63 ASCII characters. With another one
// the result is an instrument that does nothing.
class Meter {
 public:
  Meter() = default;
  Meter(const Meter&) = default;
  Meter(Meter&&) noexcept = default;
  Meter& operator=(const Meter&) = default;
  Meter& operator=(Meter&&) noexcept = default;
  virtual ~Meter() = default;

  virtual nostd::unique_ptr<Counter<uint64_t>> CreateUInt64Counter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::unique_ptr<Counter<double>> CreateDoubleCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::shared_ptr<ObservableInstrument> CreateInt64ObservableCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::shared_ptr<ObservableInstrument> CreateDoubleObservableCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;

  virtual nostd::unique_ptr<Histogram<uint64_t>> CreateUInt64Histogram(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::unique_ptr<Histogram<double>> CreateDoubleHistogram(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;

  virtual nostd::unique_ptr<Gauge<int64_t>> CreateInt64Gauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::unique_ptr<Gauge<double>> CreateDoubleGauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::shared_ptr<ObservableInstrument> CreateInt64ObservableGauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::shared_ptr<ObservableInstrument> CreateDoubleObservableGauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;

  virtual nostd::unique_ptr<UpDownCounter<int64_t>> CreateInt64UpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::unique_ptr<UpDownCounter<double>> CreateDoubleUpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::shared_ptr<ObservableInstrument> CreateInt64ObservableUpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;
  virtual nostd::shared_ptr<ObservableInstrument> CreateDoubleObservableUpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept = 0;

  // Calls `callback` with `state` at each collection; it may observe those of `instruments`, which are this meter's. Returns
  // what DeregisterCallback takes; 0 when nothing was registered.
  virtual uintptr_t RegisterCallback(MultiObservableCallbackPtr callback, void* state,
                                     nostd::span<ObservableInstrument*> instruments) noexcept = 0;

  // Once it returns, the callback is not called any more.
  virtual void DeregisterCallback(uintptr_t callback_id) noexcept = 0;
};

}  // namespace metrics
OPENTELEMETRY_END_NAMESPACE
