// The instruments that a collection asks, and what their callbacks speak to.
#pragma once

#include <memory>
#include <vector>

#include "opentelemetry/metrics/async_instruments.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/metrics/metrics_core.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Removes its callbacks when it is destroyed.
class SdkObservableInstrument final : public opentelemetry::metrics::ObservableInstrument {
 public:
  SdkObservableInstrument(std::shared_ptr<MetricsCore> core, InstrumentValueType value_type,
                          std::vector<std::shared_ptr<ObservableStream>> streams);
  ~SdkObservableInstrument() override;
  SdkObservableInstrument(const SdkObservableInstrument&) = delete;
  SdkObservableInstrument& operator=(const SdkObservableInstrument&) = delete;

  void AddCallback(opentelemetry::metrics::ObservableCallbackPtr callback,
                   void* state) noexcept override;
  void RemoveCallback(opentelemetry::metrics::ObservableCallbackPtr callback,
                      void* state) noexcept override;

  // Throws std::bad_alloc.
  Observed AsObserved() const { return {this, value_type_, streams_}; }

 private:
  const std::shared_ptr<MetricsCore> core_;
  const InstrumentValueType value_type_;
  const std::vector<std::shared_ptr<ObservableStream>> streams_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
