// The API without an SDK: instruments that do nothing.
//
// Source: OpenTelemetry specification 1.60.0, metrics/noop.md.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/detail/never_destroyed.h"
#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/metrics/meter.h"
#include "opentelemetry/metrics/meter_provider.h"
#include "opentelemetry/metrics/observer_result.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace metrics {

namespace internal {

// Where no-op instruments lie. The API returns them in a unique_ptr, so there cannot be one for all; a program without
// memory gets one of 64 in a reserve.
class NoopMemory {
 public:
  static void* operator new(std::size_t size) noexcept {
    if (void* const memory = ::operator new(size, std::nothrow)) return memory;
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return size <= sizeof(Place) ? TakePlace() : nullptr;
  }

  static void operator delete(void* memory) noexcept {
    for (std::size_t i = 0; i < kPlaces; ++i) {
      if (memory != &places_[i]) continue;
      taken_.fetch_and(~(std::uint64_t{1} << i), std::memory_order_release);
      return;
    }
    ::operator delete(memory);
  }

 private:
  static constexpr std::size_t kPlaces = 64;
  struct Place {
    alignas(std::max_align_t) unsigned char bytes[2 * sizeof(void*)];
  };

  static void* TakePlace() noexcept {
    std::uint64_t taken = taken_.load(std::memory_order_relaxed);
    while (~taken != 0) {
      const int free = __builtin_ctzll(~taken);
      if (taken_.compare_exchange_weak(taken, taken | std::uint64_t{1} << free,
                                       std::memory_order_acquire)) {
        return &places_[free];
      }
    }
    return nullptr;
  }

  OPENTELEMETRY_API_SINGLETON static inline Place places_[kPlaces];
  OPENTELEMETRY_API_SINGLETON static inline std::atomic<std::uint64_t> taken_{0};
};

}  // namespace internal

template <class T>
class NoopCounter : public Counter<T>, public internal::NoopMemory {
 public:
  NoopCounter(nostd::string_view /*name*/, nostd::string_view /*description*/,
              nostd::string_view /*unit*/) noexcept {}

  void Add(T /*value*/) noexcept override {}
  void Add(T /*value*/, const context::Context& /*context*/) noexcept override {}
  void Add(T /*value*/, const common::KeyValueIterable& /*attributes*/) noexcept override {}
  void Add(T /*value*/, const common::KeyValueIterable& /*attributes*/,
           const context::Context& /*context*/) noexcept override {}
};

template <class T>
class NoopUpDownCounter : public UpDownCounter<T>, public internal::NoopMemory {
 public:
  NoopUpDownCounter(nostd::string_view /*name*/, nostd::string_view /*description*/,
                    nostd::string_view /*unit*/) noexcept {}

  void Add(T /*value*/) noexcept override {}
  void Add(T /*value*/, const context::Context& /*context*/) noexcept override {}
  void Add(T /*value*/, const common::KeyValueIterable& /*attributes*/) noexcept override {}
  void Add(T /*value*/, const common::KeyValueIterable& /*attributes*/,
           const context::Context& /*context*/) noexcept override {}
};

template <class T>
class NoopHistogram : public Histogram<T>, public internal::NoopMemory {
 public:
  NoopHistogram(nostd::string_view /*name*/, nostd::string_view /*description*/,
                nostd::string_view /*unit*/) noexcept {}

  void Record(T /*value*/) noexcept override {}
  void Record(T /*value*/, const context::Context& /*context*/) noexcept override {}
  void Record(T /*value*/, const common::KeyValueIterable& /*attributes*/) noexcept override {}
  void Record(T /*value*/, const common::KeyValueIterable& /*attributes*/,
              const context::Context& /*context*/) noexcept override {}
};

template <class T>
class NoopGauge : public Gauge<T>, public internal::NoopMemory {
 public:
  NoopGauge(nostd::string_view /*name*/, nostd::string_view /*description*/,
            nostd::string_view /*unit*/) noexcept {}

  void Record(T /*value*/) noexcept override {}
  void Record(T /*value*/, const context::Context& /*context*/) noexcept override {}
  void Record(T /*value*/, const common::KeyValueIterable& /*attributes*/) noexcept override {}
  void Record(T /*value*/, const common::KeyValueIterable& /*attributes*/,
              const context::Context& /*context*/) noexcept override {}
};

class NoopObservableInstrument : public ObservableInstrument {
 public:
  constexpr NoopObservableInstrument() noexcept = default;
  NoopObservableInstrument(nostd::string_view /*name*/, nostd::string_view /*description*/,
                           nostd::string_view /*unit*/) noexcept {}

  void AddCallback(ObservableCallbackPtr /*callback*/, void* /*state*/) noexcept override {}
  void RemoveCallback(ObservableCallbackPtr /*callback*/, void* /*state*/) noexcept override {}
};

namespace internal {

OPENTELEMETRY_API_SINGLETON
inline opentelemetry::detail::NeverDestroyed<NoopObservableInstrument> noop_observable;

// Copying the result touches no reference count.
inline nostd::shared_ptr<ObservableInstrument> NoopObservable() noexcept {
  return nostd::shared_ptr<ObservableInstrument>(nostd::shared_ptr<ObservableInstrument>(),
                                                 &noop_observable.value);
}

}  // namespace internal

class NoopMeter final : public Meter {
 public:
  constexpr NoopMeter() noexcept = default;

  nostd::unique_ptr<Counter<uint64_t>> CreateUInt64Counter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<Counter<uint64_t>>(new NoopCounter<uint64_t>(name, description, unit));
  }
  nostd::unique_ptr<Counter<double>> CreateDoubleCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<Counter<double>>(new NoopCounter<double>(name, description, unit));
  }
  nostd::shared_ptr<ObservableInstrument> CreateInt64ObservableCounter(
      nostd::string_view /*name*/, nostd::string_view /*description*/ = "",
      nostd::string_view /*unit*/ = "") noexcept override {
    return internal::NoopObservable();
  }
  nostd::shared_ptr<ObservableInstrument> CreateDoubleObservableCounter(
      nostd::string_view /*name*/, nostd::string_view /*description*/ = "",
      nostd::string_view /*unit*/ = "") noexcept override {
    return internal::NoopObservable();
  }
  nostd::unique_ptr<Histogram<uint64_t>> CreateUInt64Histogram(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<Histogram<uint64_t>>(
        new NoopHistogram<uint64_t>(name, description, unit));
  }
  nostd::unique_ptr<Histogram<double>> CreateDoubleHistogram(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<Histogram<double>>(new NoopHistogram<double>(name, description, unit));
  }
  nostd::unique_ptr<Gauge<int64_t>> CreateInt64Gauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<Gauge<int64_t>>(new NoopGauge<int64_t>(name, description, unit));
  }
  nostd::unique_ptr<Gauge<double>> CreateDoubleGauge(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<Gauge<double>>(new NoopGauge<double>(name, description, unit));
  }
  nostd::shared_ptr<ObservableInstrument> CreateInt64ObservableGauge(
      nostd::string_view /*name*/, nostd::string_view /*description*/ = "",
      nostd::string_view /*unit*/ = "") noexcept override {
    return internal::NoopObservable();
  }
  nostd::shared_ptr<ObservableInstrument> CreateDoubleObservableGauge(
      nostd::string_view /*name*/, nostd::string_view /*description*/ = "",
      nostd::string_view /*unit*/ = "") noexcept override {
    return internal::NoopObservable();
  }
  nostd::unique_ptr<UpDownCounter<int64_t>> CreateInt64UpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<UpDownCounter<int64_t>>(
        new NoopUpDownCounter<int64_t>(name, description, unit));
  }
  nostd::unique_ptr<UpDownCounter<double>> CreateDoubleUpDownCounter(
      nostd::string_view name, nostd::string_view description = "",
      nostd::string_view unit = "") noexcept override {
    return nostd::unique_ptr<UpDownCounter<double>>(
        new NoopUpDownCounter<double>(name, description, unit));
  }
  nostd::shared_ptr<ObservableInstrument> CreateInt64ObservableUpDownCounter(
      nostd::string_view /*name*/, nostd::string_view /*description*/ = "",
      nostd::string_view /*unit*/ = "") noexcept override {
    return internal::NoopObservable();
  }
  nostd::shared_ptr<ObservableInstrument> CreateDoubleObservableUpDownCounter(
      nostd::string_view /*name*/, nostd::string_view /*description*/ = "",
      nostd::string_view /*unit*/ = "") noexcept override {
    return internal::NoopObservable();
  }

  uintptr_t RegisterCallback(MultiObservableCallbackPtr /*callback*/, void* /*state*/,
                             nostd::span<ObservableInstrument*> /*instruments*/) noexcept override {
    return 0;
  }
  void DeregisterCallback(uintptr_t /*callback_id*/) noexcept override {}
};

namespace internal {
OPENTELEMETRY_API_SINGLETON inline opentelemetry::detail::NeverDestroyed<NoopMeter> noop_meter;
}  // namespace internal

class NoopMeterProvider final : public MeterProvider {
 public:
  constexpr NoopMeterProvider() noexcept = default;

  using MeterProvider::GetMeter;

  // Copying the result touches no reference count.
  nostd::shared_ptr<Meter> GetMeter(
      nostd::string_view /*name*/, nostd::string_view /*version*/,
      nostd::string_view /*schema_url*/,
      const common::KeyValueIterable* /*attributes*/) noexcept override {
    return nostd::shared_ptr<Meter>(nostd::shared_ptr<Meter>(), &internal::noop_meter.value);
  }

  void RemoveMeter(nostd::string_view /*name*/, nostd::string_view /*version*/ = "",
                   nostd::string_view /*schema_url*/ = "") noexcept override {}
};

}  // namespace metrics
OPENTELEMETRY_END_NAMESPACE
