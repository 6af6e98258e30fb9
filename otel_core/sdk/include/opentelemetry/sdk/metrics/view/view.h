// What becomes of an instrument: a metric of another name, with another aggregation, with fewer attributes.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "View".
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/sdk/metrics/aggregation/aggregation_config.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/sdk/metrics/view/attributes_processor.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class View {
 public:
  // Empty: the instrument's name, its description. Null: what is usual.
  // NOLINTNEXTLINE(google-explicit-constructor): as upstream
  View(const std::string& name, const std::string& description = "",
       AggregationType aggregation_type = AggregationType::kDefault,
       const std::shared_ptr<AggregationConfig>& aggregation_config = nullptr,
       std::unique_ptr<AttributesProcessor> attributes_processor =
           std::make_unique<DefaultAttributesProcessor>())
      : name_(name),
        description_(description),
        aggregation_type_(aggregation_type),
        aggregation_config_(aggregation_config),
        attributes_processor_(std::move(attributes_processor)) {}
  View(const View&) = delete;
  View(View&&) = delete;
  View& operator=(const View&) = delete;
  View& operator=(View&&) = delete;
  virtual ~View() = default;

  virtual std::string GetName() const noexcept { return name_; }
  virtual std::string GetDescription() const noexcept { return description_; }
  virtual AggregationType GetAggregationType() const noexcept { return aggregation_type_; }
  virtual AggregationConfig* GetAggregationConfig() const noexcept {
    return aggregation_config_.get();
  }
  virtual std::shared_ptr<const AttributesProcessor> GetAttributesProcessor() const noexcept {
    return attributes_processor_;
  }

 private:
  std::string name_;
  std::string description_;
  AggregationType aggregation_type_;
  std::shared_ptr<AggregationConfig> aggregation_config_;
  std::shared_ptr<AttributesProcessor> attributes_processor_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
