// Instruments whose values are asked for when metrics are collected.
//
// Source: OpenTelemetry specification 1.60.0, metrics/api.md, "Asynchronous Instrument API".
#pragma once

#include "opentelemetry/metrics/observer_result.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace metrics {

using ObservableCallbackPtr = void (*)(ObserverResult, void*);

// Safe to use from any thread, but not from its own callback.
class ObservableInstrument {
 public:
  ObservableInstrument() = default;
  ObservableInstrument(const ObservableInstrument&) = default;
  ObservableInstrument(ObservableInstrument&&) noexcept = default;
  ObservableInstrument& operator=(const ObservableInstrument&) = default;
  ObservableInstrument& operator=(ObservableInstrument&&) noexcept = default;
  virtual ~ObservableInstrument() = default;

  // Calls `callback` with `state` at each collection, on the collecting thread, until both are removed. The instrument has
  // to live as long as its values are wanted.
  virtual void AddCallback(ObservableCallbackPtr callback, void* state) noexcept = 0;

  // Once it returns, the callback is not called any more.
  virtual void RemoveCallback(ObservableCallbackPtr callback, void* state) noexcept = 0;
};

}  // namespace metrics
OPENTELEMETRY_END_NAMESPACE
