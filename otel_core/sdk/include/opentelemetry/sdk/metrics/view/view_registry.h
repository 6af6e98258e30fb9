// The views of a provider.
#pragma once

#include <memory>
#include <vector>

#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector.h"
#include "opentelemetry/sdk/metrics/view/meter_selector.h"
#include "opentelemetry/sdk/metrics/view/view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// One thread at a time.
class ViewRegistry {
 public:
  ViewRegistry() = default;
  ViewRegistry(const ViewRegistry&) = delete;
  ViewRegistry(ViewRegistry&&) = delete;
  ViewRegistry& operator=(const ViewRegistry&) = delete;
  ViewRegistry& operator=(ViewRegistry&&) = delete;
  ~ViewRegistry() = default;

  // A view with a null part, or with the configuration of another aggregation than its own, is refused with a message.
  void AddView(std::unique_ptr<InstrumentSelector> instrument_selector,
               std::unique_ptr<MeterSelector> meter_selector, std::unique_ptr<View> view);

  // Calls `callback` with each view for that instrument, in the order in which they were added, and with one that changes
  // nothing when there is none, until it returns false. Returns whether it never did.
  bool FindViews(
      const InstrumentDescriptor& instrument_descriptor,
      const opentelemetry::sdk::instrumentationscope::InstrumentationScope& instrumentation_scope,
      nostd::function_ref<bool(const View&)> callback) const;

 private:
  struct Entry {
    std::unique_ptr<InstrumentSelector> instruments;
    std::unique_ptr<MeterSelector> meters;
    std::unique_ptr<View> view;
  };

  std::vector<Entry> entries_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
