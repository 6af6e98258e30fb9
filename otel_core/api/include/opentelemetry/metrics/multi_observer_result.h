// What a callback says that observes several instruments at once.
//
//   result.ForInstrument<int64_t>(queue.get()).Observe(41);
//   result.ForInstrument<double>(load.get()).Observe(0.7);
#pragma once

#include <cstdint>

#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/observer_result.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace metrics {

class MultiObserverResult {
 public:
  MultiObserverResult() = default;
  MultiObserverResult(const MultiObserverResult&) = default;
  MultiObserverResult(MultiObserverResult&&) noexcept = default;
  MultiObserverResult& operator=(const MultiObserverResult&) = default;
  MultiObserverResult& operator=(MultiObserverResult&&) noexcept = default;
  virtual ~MultiObserverResult() = default;

  // `T` is the instrument's type of values, int64_t or double. What is observed for an instrument that the callback was
  // not registered for, or of another type, is ignored.
  template <typename T>
  ObserverResultT<T>& ForInstrument(const ObservableInstrument* instrument) = delete;

 protected:
  virtual ObserverResultT<double>& ForInstrumentDouble(const ObservableInstrument* instrument) = 0;
  virtual ObserverResultT<int64_t>& ForInstrumentInt64(const ObservableInstrument* instrument) = 0;
};

template <>
inline ObserverResultT<double>& MultiObserverResult::ForInstrument<double>(
    const ObservableInstrument* instrument) {
  return ForInstrumentDouble(instrument);
}

template <>
inline ObserverResultT<int64_t>& MultiObserverResult::ForInstrument<int64_t>(
    const ObservableInstrument* instrument) {
  return ForInstrumentInt64(instrument);
}

}  // namespace metrics
OPENTELEMETRY_END_NAMESPACE
