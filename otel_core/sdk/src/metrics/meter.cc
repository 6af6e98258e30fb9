#include "opentelemetry/sdk/metrics/meter.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/metrics/noop.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/metrics/instrument_metadata_validator.h"
#include "otel_core/sdk/src/common/utf8.h"
#include "otel_core/sdk/src/metrics/metrics_core.h"
#include "otel_core/sdk/src/metrics/observable_instrument.h"
#include "otel_core/sdk/src/metrics/sync_instruments.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

namespace api = opentelemetry::metrics;
using Type = InstrumentType;
using ValueTypeOf = InstrumentValueType;
using tracebridge::Count;
using tracebridge::Diagnostic;

bool MayExist(const MeterRecord& meter, nostd::string_view name, nostd::string_view unit) {
  if (!meter.is_enabled) return false;
  const InstrumentMetaDataValidator validator;
  if (!validator.ValidateName(name)) {
    OTEL_INTERNAL_LOG_ERROR("instrument \"" << name << "\" of meter \"" << meter.scope->GetName()
                                            << "\" does nothing: a name is a letter and up to 254 "
                                               "letters, digits, '_', '.', '-' and '/'");
    return false;
  }
  if (!validator.ValidateUnit(unit)) {
    OTEL_INTERNAL_LOG_ERROR("instrument \"" << name << "\" of meter \"" << meter.scope->GetName()
                                            << "\" does nothing: its unit is longer than 63 "
                                               "characters or not ASCII");
    return false;
  }
  return true;
}

std::vector<MeterStream> StreamsOf(MetricsCore& core, MeterRecord& meter, nostd::string_view name,
                                   nostd::string_view description, nostd::string_view unit,
                                   Type type, ValueTypeOf value_type) {
  std::string text(description);
  if (!tracebridge::IsValidUtf8(text)) text = tracebridge::ReplaceInvalidUtf8(text);
  return core.StreamsOf(meter,
                        {std::string(name), std::move(text), std::string(unit), type, value_type});
}

// Returns an `Own` with the streams of the instrument, or else a `Noop`.
template <class Api, class Own, class Noop>
nostd::unique_ptr<Api> MakeSync(MetricsCore& core, MeterRecord& meter, nostd::string_view name,
                                nostd::string_view description, nostd::string_view unit, Type type,
                                ValueTypeOf value_type) noexcept {
  try {
    if (MayExist(meter, name, unit)) {
      std::vector<std::shared_ptr<SyncStream>> streams;
      for (MeterStream& stream :
           StreamsOf(core, meter, name, description, unit, type, value_type)) {
        streams.push_back(std::move(stream.sync));
      }
      return std::make_unique<Own>(std::move(streams));
    }
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  return nostd::unique_ptr<Api>(new Noop(name, description, unit));
}

nostd::shared_ptr<api::ObservableInstrument> MakeObservable(MetricsCore& core, MeterRecord& meter,
                                                            nostd::string_view name,
                                                            nostd::string_view description,
                                                            nostd::string_view unit, Type type,
                                                            ValueTypeOf value_type) noexcept {
  try {
    if (MayExist(meter, name, unit)) {
      std::vector<std::shared_ptr<ObservableStream>> streams;
      for (MeterStream& stream :
           StreamsOf(core, meter, name, description, unit, type, value_type)) {
        streams.push_back(std::move(stream.observable));
      }
      return std::make_shared<SdkObservableInstrument>(core.shared_from_this(), value_type,
                                                       std::move(streams));
    }
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
  return api::internal::NoopObservable();
}

}  // namespace

const InstrumentationScope* Meter::GetInstrumentationScope() const noexcept {
  return record_->scope.get();
}

nostd::unique_ptr<api::Counter<uint64_t>> Meter::CreateUInt64Counter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeSync<api::Counter<uint64_t>, SdkCounter<uint64_t>, api::NoopCounter<uint64_t>>(
      *core_, *record_, name, description, unit, Type::kCounter, ValueTypeOf::kLong);
}

nostd::unique_ptr<api::Counter<double>> Meter::CreateDoubleCounter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeSync<api::Counter<double>, SdkCounter<double>, api::NoopCounter<double>>(
      *core_, *record_, name, description, unit, Type::kCounter, ValueTypeOf::kDouble);
}

nostd::shared_ptr<api::ObservableInstrument> Meter::CreateInt64ObservableCounter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeObservable(*core_, *record_, name, description, unit, Type::kObservableCounter,
                        ValueTypeOf::kLong);
}

nostd::shared_ptr<api::ObservableInstrument> Meter::CreateDoubleObservableCounter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeObservable(*core_, *record_, name, description, unit, Type::kObservableCounter,
                        ValueTypeOf::kDouble);
}

nostd::unique_ptr<api::Histogram<uint64_t>> Meter::CreateUInt64Histogram(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeSync<api::Histogram<uint64_t>, SdkHistogram<uint64_t>, api::NoopHistogram<uint64_t>>(
      *core_, *record_, name, description, unit, Type::kHistogram, ValueTypeOf::kLong);
}

nostd::unique_ptr<api::Histogram<double>> Meter::CreateDoubleHistogram(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeSync<api::Histogram<double>, SdkHistogram<double>, api::NoopHistogram<double>>(
      *core_, *record_, name, description, unit, Type::kHistogram, ValueTypeOf::kDouble);
}

nostd::unique_ptr<api::Gauge<int64_t>> Meter::CreateInt64Gauge(nostd::string_view name,
                                                               nostd::string_view description,
                                                               nostd::string_view unit) noexcept {
  return MakeSync<api::Gauge<int64_t>, SdkGauge<int64_t>, api::NoopGauge<int64_t>>(
      *core_, *record_, name, description, unit, Type::kGauge, ValueTypeOf::kLong);
}

nostd::unique_ptr<api::Gauge<double>> Meter::CreateDoubleGauge(nostd::string_view name,
                                                               nostd::string_view description,
                                                               nostd::string_view unit) noexcept {
  return MakeSync<api::Gauge<double>, SdkGauge<double>, api::NoopGauge<double>>(
      *core_, *record_, name, description, unit, Type::kGauge, ValueTypeOf::kDouble);
}

nostd::shared_ptr<api::ObservableInstrument> Meter::CreateInt64ObservableGauge(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeObservable(*core_, *record_, name, description, unit, Type::kObservableGauge,
                        ValueTypeOf::kLong);
}

nostd::shared_ptr<api::ObservableInstrument> Meter::CreateDoubleObservableGauge(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeObservable(*core_, *record_, name, description, unit, Type::kObservableGauge,
                        ValueTypeOf::kDouble);
}

nostd::unique_ptr<api::UpDownCounter<int64_t>> Meter::CreateInt64UpDownCounter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeSync<api::UpDownCounter<int64_t>, SdkUpDownCounter<int64_t>,
                  api::NoopUpDownCounter<int64_t>>(*core_, *record_, name, description, unit,
                                                   Type::kUpDownCounter, ValueTypeOf::kLong);
}

nostd::unique_ptr<api::UpDownCounter<double>> Meter::CreateDoubleUpDownCounter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeSync<api::UpDownCounter<double>, SdkUpDownCounter<double>,
                  api::NoopUpDownCounter<double>>(*core_, *record_, name, description, unit,
                                                  Type::kUpDownCounter, ValueTypeOf::kDouble);
}

nostd::shared_ptr<api::ObservableInstrument> Meter::CreateInt64ObservableUpDownCounter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeObservable(*core_, *record_, name, description, unit, Type::kObservableUpDownCounter,
                        ValueTypeOf::kLong);
}

nostd::shared_ptr<api::ObservableInstrument> Meter::CreateDoubleObservableUpDownCounter(
    nostd::string_view name, nostd::string_view description, nostd::string_view unit) noexcept {
  return MakeObservable(*core_, *record_, name, description, unit, Type::kObservableUpDownCounter,
                        ValueTypeOf::kDouble);
}

uintptr_t Meter::RegisterCallback(api::MultiObservableCallbackPtr callback, void* state,
                                  nostd::span<api::ObservableInstrument*> instruments) noexcept {
  if (callback == nullptr || !record_->is_enabled) return 0;
  try {
    auto made = std::make_shared<ObservableCallback>();
    made->multi = callback;
    made->state = state;
    for (api::ObservableInstrument* const instrument : instruments) {
      const auto* own = dynamic_cast<SdkObservableInstrument*>(instrument);
      if (own != nullptr) made->observed.push_back(own->AsObserved());
    }
    return core_->AddMultiCallback(std::move(made));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
    return 0;
  }
}

void Meter::DeregisterCallback(uintptr_t callback_id) noexcept {
  core_->RemoveCallbacks([&](const ObservableCallback& callback) {
    return callback.multi != nullptr && callback.id == callback_id;
  });
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
