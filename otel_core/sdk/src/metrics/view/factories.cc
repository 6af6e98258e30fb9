// What set-up code calls by the names of opentelemetry-cpp.
#include <utility>

#include "opentelemetry/sdk/metrics/view/instrument_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/meter_selector_factory.h"
#include "opentelemetry/sdk/metrics/view/view_factory.h"
#include "opentelemetry/sdk/metrics/view/view_registry_factory.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

std::unique_ptr<InstrumentSelector> InstrumentSelectorFactory::Create(
    InstrumentType instrument_type, const std::string& name, const std::string& unit) {
  return std::make_unique<InstrumentSelector>(instrument_type, name, unit);
}

std::unique_ptr<MeterSelector> MeterSelectorFactory::Create(const std::string& name,
                                                            const std::string& version,
                                                            const std::string& schema) {
  return std::make_unique<MeterSelector>(name, version, schema);
}

std::unique_ptr<View> ViewFactory::Create(const std::string& name) {
  return std::make_unique<View>(name);
}

std::unique_ptr<View> ViewFactory::Create(const std::string& name, const std::string& description) {
  return std::make_unique<View>(name, description);
}

std::unique_ptr<View> ViewFactory::Create(const std::string& name, const std::string& description,
                                          AggregationType aggregation_type) {
  return std::make_unique<View>(name, description, aggregation_type);
}

std::unique_ptr<View> ViewFactory::Create(
    const std::string& name, const std::string& description, AggregationType aggregation_type,
    const std::shared_ptr<AggregationConfig>& aggregation_config) {
  return std::make_unique<View>(name, description, aggregation_type, aggregation_config);
}

std::unique_ptr<View> ViewFactory::Create(
    const std::string& name, const std::string& description, AggregationType aggregation_type,
    const std::shared_ptr<AggregationConfig>& aggregation_config,
    std::unique_ptr<AttributesProcessor> attributes_processor) {
  return std::make_unique<View>(name, description, aggregation_type, aggregation_config,
                                std::move(attributes_processor));
}

std::unique_ptr<ViewRegistry> ViewRegistryFactory::Create() {
  return std::make_unique<ViewRegistry>();
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
