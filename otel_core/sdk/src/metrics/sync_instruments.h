// The instruments that a program calls: each measurement goes to the streams of the instrument.
//
// What an instrument does not take is ignored and counted: a counter or histogram negative values, and integers above those
// of 64 bits with a sign, which would let a sum that only grows fall; all but gauges NaN and infinities, which would be all
// that is left of a sum.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/metrics/state/sync_stream.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class SyncInstrument {
 public:
  explicit SyncInstrument(std::vector<std::shared_ptr<SyncStream>> streams)
      : streams_(std::move(streams)) {}

 protected:
  template <class T>
  void ToStreams(T value, const opentelemetry::common::KeyValueIterable* attributes,
                 const context::Context* context) const noexcept {
    using Stored = std::conditional_t<std::is_same_v<T, double>, double, std::int64_t>;
    for (const auto& stream : streams_) {
      stream->Record(static_cast<Stored>(value), attributes, context);
    }
  }

  static void Ignore() noexcept {
    tracebridge::Count(tracebridge::Diagnostic::kMetricValueIgnored);
  }

  template <class T>
  static bool IsFinite(T value) noexcept {
    if constexpr (std::is_same_v<T, double>) return std::isfinite(value);
    return true;
  }

  // Whether a sum that only grows can take it.
  template <class T>
  static bool IsAmount(T value) noexcept {
    if constexpr (std::is_same_v<T, double>) {
      return std::isfinite(value) && value >= 0;
    } else {
      return value <= static_cast<T>(std::numeric_limits<std::int64_t>::max());
    }
  }

 private:
  const std::vector<std::shared_ptr<SyncStream>> streams_;
};

template <class T>
class SdkCounter final : public opentelemetry::metrics::Counter<T>, private SyncInstrument {
 public:
  using SyncInstrument::SyncInstrument;

  void Add(T value) noexcept override { Measure(value, nullptr, nullptr); }
  void Add(T value, const context::Context& context) noexcept override {
    Measure(value, nullptr, &context);
  }
  void Add(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    Measure(value, &attributes, nullptr);
  }
  void Add(T value, const opentelemetry::common::KeyValueIterable& attributes,
           const context::Context& context) noexcept override {
    Measure(value, &attributes, &context);
  }

 private:
  void Measure(T value, const opentelemetry::common::KeyValueIterable* attributes,
               const context::Context* context) noexcept {
    if (!IsAmount(value)) return Ignore();
    ToStreams(value, attributes, context);
  }
};

template <class T>
class SdkUpDownCounter final : public opentelemetry::metrics::UpDownCounter<T>,
                               private SyncInstrument {
 public:
  using SyncInstrument::SyncInstrument;

  void Add(T value) noexcept override { Measure(value, nullptr, nullptr); }
  void Add(T value, const context::Context& context) noexcept override {
    Measure(value, nullptr, &context);
  }
  void Add(T value, const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    Measure(value, &attributes, nullptr);
  }
  void Add(T value, const opentelemetry::common::KeyValueIterable& attributes,
           const context::Context& context) noexcept override {
    Measure(value, &attributes, &context);
  }

 private:
  void Measure(T value, const opentelemetry::common::KeyValueIterable* attributes,
               const context::Context* context) noexcept {
    if (!IsFinite(value)) return Ignore();
    ToStreams(value, attributes, context);
  }
};

template <class T>
class SdkHistogram final : public opentelemetry::metrics::Histogram<T>, private SyncInstrument {
 public:
  using SyncInstrument::SyncInstrument;

  void Record(T value) noexcept override { Measure(value, nullptr, nullptr); }
  void Record(T value, const context::Context& context) noexcept override {
    Measure(value, nullptr, &context);
  }
  void Record(T value,
              const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    Measure(value, &attributes, nullptr);
  }
  void Record(T value, const opentelemetry::common::KeyValueIterable& attributes,
              const context::Context& context) noexcept override {
    Measure(value, &attributes, &context);
  }

 private:
  void Measure(T value, const opentelemetry::common::KeyValueIterable* attributes,
               const context::Context* context) noexcept {
    if (!IsAmount(value)) return Ignore();
    ToStreams(value, attributes, context);
  }
};

template <class T>
class SdkGauge final : public opentelemetry::metrics::Gauge<T>, private SyncInstrument {
 public:
  using SyncInstrument::SyncInstrument;

  void Record(T value) noexcept override { Measure(value, nullptr, nullptr); }
  void Record(T value, const context::Context& context) noexcept override {
    Measure(value, nullptr, &context);
  }
  void Record(T value,
              const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    Measure(value, &attributes, nullptr);
  }
  void Record(T value, const opentelemetry::common::KeyValueIterable& attributes,
              const context::Context& context) noexcept override {
    Measure(value, &attributes, &context);
  }

 private:
  void Measure(T value, const opentelemetry::common::KeyValueIterable* attributes,
               const context::Context* context) noexcept {
    ToStreams(value, attributes, context);
  }
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
