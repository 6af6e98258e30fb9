#include "opentelemetry/sdk/metrics/view/view_registry.h"

#include <utility>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/metrics/aggregation/default_aggregation.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {
namespace {

using opentelemetry::sdk::instrumentationscope::InstrumentationScope;

bool IsFor(const InstrumentSelector& selector, const InstrumentDescriptor& instrument) {
  return selector.GetInstrumentType() == instrument.type_ &&
         selector.GetNameFilter()->Match(instrument.name_) &&
         selector.GetUnitFilter()->Match(instrument.unit_);
}

bool IsFor(const MeterSelector& selector, const InstrumentationScope& scope) {
  return selector.GetNameFilter()->Match(scope.GetName()) &&
         (scope.GetVersion().empty() || selector.GetVersionFilter()->Match(scope.GetVersion())) &&
         (scope.GetSchemaURL().empty() || selector.GetSchemaFilter()->Match(scope.GetSchemaURL()));
}

bool IsConfigurationOf(AggregationType type, const AggregationConfig& config) {
  switch (type) {
    case AggregationType::kHistogram:
    case AggregationType::kBase2ExponentialHistogram:
      return config.GetType() == type;
    case AggregationType::kDrop:
    case AggregationType::kLastValue:
    case AggregationType::kSum:
    case AggregationType::kDefault:
      break;
  }
  return config.GetType() == AggregationType::kDefault;
}

}  // namespace

void ViewRegistry::AddView(std::unique_ptr<InstrumentSelector> instrument_selector,
                           std::unique_ptr<MeterSelector> meter_selector,
                           std::unique_ptr<View> view) {
  if (instrument_selector == nullptr || meter_selector == nullptr || view == nullptr) {
    OTEL_INTERNAL_LOG_ERROR("a view without selectors, or selectors without a view, are ignored");
    return;
  }
  AggregationType type = view->GetAggregationType();
  bool is_monotonic = false;
  if (type == AggregationType::kDefault) {
    type = DefaultAggregation::GetDefaultAggregationType(instrument_selector->GetInstrumentType(),
                                                         is_monotonic);
  }
  const AggregationConfig* const config = view->GetAggregationConfig();
  if (config != nullptr && !IsConfigurationOf(type, *config)) {
    OTEL_INTERNAL_LOG_ERROR("view \"" << view->GetName()
                                      << "\" is ignored: its configuration is that of another "
                                         "aggregation than its own");
    return;
  }
  entries_.push_back({std::move(instrument_selector), std::move(meter_selector), std::move(view)});
}

bool ViewRegistry::FindViews(const InstrumentDescriptor& instrument_descriptor,
                             const InstrumentationScope& instrumentation_scope,
                             nostd::function_ref<bool(const View&)> callback) const {
  bool found = false;
  for (const Entry& entry : entries_) {
    if (!IsFor(*entry.meters, instrumentation_scope) ||
        !IsFor(*entry.instruments, instrument_descriptor)) {
      continue;
    }
    found = true;
    if (!callback(*entry.view)) return false;
  }
  if (found) return true;
  static const auto& unchanged = *new View("");  // never destroyed
  return callback(unchanged);
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
