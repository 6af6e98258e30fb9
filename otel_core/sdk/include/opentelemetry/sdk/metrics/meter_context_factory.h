// Makes a MeterContext.
#pragma once

#include <memory>

#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/sdk/metrics/meter_config.h"
#include "opentelemetry/sdk/metrics/meter_context.h"
#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class MeterContextFactory {
 public:
  static std::unique_ptr<MeterContext> Create();
  static std::unique_ptr<MeterContext> Create(std::unique_ptr<ViewRegistry> views);
  static std::unique_ptr<MeterContext> Create(
      std::unique_ptr<ViewRegistry> views, const opentelemetry::sdk::resource::Resource& resource);
  static std::unique_ptr<MeterContext> Create(
      std::unique_ptr<ViewRegistry> views, const opentelemetry::sdk::resource::Resource& resource,
      std::unique_ptr<instrumentationscope::ScopeConfigurator<MeterConfig>> meter_configurator);
  static std::unique_ptr<MeterContext> Create(
      std::unique_ptr<ViewRegistry> views, const opentelemetry::sdk::resource::Resource& resource,
      std::unique_ptr<instrumentationscope::ScopeConfigurator<MeterConfig>> meter_configurator,
      ExemplarFilterType exemplar_filter_type);
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
