#include "otel_core/sdk/src/metrics/observable_instrument.h"

#include <cmath>
#include <cstdint>
#include <new>
#include <utility>

#include "opentelemetry/metrics/multi_observer_result.h"
#include "opentelemetry/metrics/observer_result.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

namespace api = opentelemetry::metrics;
using tracebridge::Count;
using tracebridge::Diagnostic;

// Passes on what is observed while its callback runs; afterwards nothing.
template <class T>
class Observer final : public api::ObserverResultT<T> {
 public:
  // Null: takes nothing.
  explicit Observer(const std::vector<std::shared_ptr<ObservableStream>>* streams) noexcept
      : streams_(streams) {}

  using api::ObserverResultT<T>::Observe;
  void Observe(T value) noexcept override { Pass(value, nullptr); }
  void Observe(T value,
               const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
    Pass(value, &attributes);
  }

  void Close() noexcept { streams_ = nullptr; }

 private:
  void Pass(T value, const opentelemetry::common::KeyValueIterable* attributes) noexcept {
    if (streams_ == nullptr) return;
    if constexpr (std::is_same_v<T, double>) {
      if (!std::isfinite(value)) return Count(Diagnostic::kMetricValueIgnored);
    }
    for (const auto& stream : *streams_) {
      try {
        stream->Observe(value, attributes);
      } catch (const IncompleteAttributes&) {  // counted
      } catch (...) {
        Count(Diagnostic::kOutOfMemory);
      }
    }
  }

  const std::vector<std::shared_ptr<ObservableStream>>* streams_;
};

class MultiObserver final : public api::MultiObserverResult {
 public:
  explicit MultiObserver(const std::vector<Observed>& observed) {
    for (const Observed& one : observed) {
      const bool is_double = one.value_type == InstrumentValueType::kDouble;
      observers_.push_back({one.instrument, Observer<double>(is_double ? &one.streams : nullptr),
                            Observer<std::int64_t>(is_double ? nullptr : &one.streams)});
    }
  }

 protected:
  api::ObserverResultT<double>& ForInstrumentDouble(
      const api::ObservableInstrument* instrument) override {
    return Find(instrument).doubles;
  }
  api::ObserverResultT<std::int64_t>& ForInstrumentInt64(
      const api::ObservableInstrument* instrument) override {
    return Find(instrument).integers;
  }

 private:
  struct Entry {
    const api::ObservableInstrument* instrument;
    Observer<double> doubles;
    Observer<std::int64_t> integers;
  };

  Entry& Find(const api::ObservableInstrument* instrument) noexcept {
    for (Entry& entry : observers_) {
      if (entry.instrument == instrument) return entry;
    }
    return nobody_;
  }

  std::vector<Entry> observers_;
  Entry nobody_{nullptr, Observer<double>(nullptr), Observer<std::int64_t>(nullptr)};
};

template <class T>
void CallSingle(const ObservableCallback& callback) {
  const auto observer = std::make_shared<Observer<T>>(&callback.observed[0].streams);
  const nostd::shared_ptr<api::ObserverResultT<T>> result = observer;
  try {
    callback.single(result, callback.state);
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
  }
  observer->Close();  // the callback may have kept it
}

}  // namespace

void Call(const ObservableCallback& callback) noexcept {
  try {
    if (callback.multi != nullptr) {
      MultiObserver observer(callback.observed);
      callback.multi(observer, callback.state);
    } else if (callback.observed[0].value_type == InstrumentValueType::kDouble) {
      CallSingle<double>(callback);
    } else {
      CallSingle<std::int64_t>(callback);
    }
  } catch (const std::bad_alloc&) {
    Count(Diagnostic::kOutOfMemory);
  } catch (...) {
    Count(Diagnostic::kCallbackThrew);
  }
}

SdkObservableInstrument::SdkObservableInstrument(
    std::shared_ptr<MetricsCore> core, InstrumentValueType value_type,
    std::vector<std::shared_ptr<ObservableStream>> streams)
    : core_(std::move(core)), value_type_(value_type), streams_(std::move(streams)) {}

SdkObservableInstrument::~SdkObservableInstrument() {
  core_->RemoveCallbacks([this](const ObservableCallback& callback) {
    return callback.single != nullptr && callback.observed[0].instrument == this;
  });
}

void SdkObservableInstrument::AddCallback(api::ObservableCallbackPtr callback,
                                          void* state) noexcept {
  if (callback == nullptr) return;
  try {
    auto made = std::make_shared<ObservableCallback>();
    made->single = callback;
    made->state = state;
    made->observed.push_back(AsObserved());
    core_->AddCallback(std::move(made));
  } catch (...) {
    Count(Diagnostic::kOutOfMemory);
  }
}

void SdkObservableInstrument::RemoveCallback(api::ObservableCallbackPtr callback,
                                             void* state) noexcept {
  core_->RemoveCallbacks([&](const ObservableCallback& entry) {
    return entry.single == callback && entry.state == state && entry.observed[0].instrument == this;
  });
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
