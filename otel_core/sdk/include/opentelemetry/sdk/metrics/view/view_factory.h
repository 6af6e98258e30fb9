// Makes a View.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/view/attributes_processor.h"
#include "opentelemetry/sdk/metrics/view/view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class ViewFactory {
 public:
  static std::unique_ptr<View> Create(const std::string& name);
  static std::unique_ptr<View> Create(const std::string& name, const std::string& description);
  static std::unique_ptr<View> Create(const std::string& name, const std::string& description,
                                      AggregationType aggregation_type);
  static std::unique_ptr<View> Create(const std::string& name, const std::string& description,
                                      AggregationType aggregation_type,
                                      const std::shared_ptr<AggregationConfig>& aggregation_config);
  static std::unique_ptr<View> Create(const std::string& name, const std::string& description,
                                      AggregationType aggregation_type,
                                      const std::shared_ptr<AggregationConfig>& aggregation_config,
                                      std::unique_ptr<AttributesProcessor> attributes_processor);
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
