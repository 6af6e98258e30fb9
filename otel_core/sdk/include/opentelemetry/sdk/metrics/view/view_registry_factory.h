// Makes a ViewRegistry.
#pragma once

#include <memory>

#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class ViewRegistryFactory {
 public:
  static std::unique_ptr<ViewRegistry> Create();
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
