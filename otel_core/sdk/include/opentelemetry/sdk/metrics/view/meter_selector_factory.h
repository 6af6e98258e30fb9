// Makes a MeterSelector.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/sdk/metrics/view/meter_selector.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class MeterSelectorFactory {
 public:
  static std::unique_ptr<MeterSelector> Create(const std::string& name, const std::string& version,
                                               const std::string& schema);
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
