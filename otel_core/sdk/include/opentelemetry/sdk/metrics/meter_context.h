// What the meters of one provider share: resource, views, readers.
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/sdk/metrics/export/metric_filter.h"
#include "opentelemetry/sdk/metrics/meter_config.h"
#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector.h"
#include "opentelemetry/sdk/metrics/view/meter_selector.h"
#include "opentelemetry/sdk/metrics/view/view.h"
#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

class MetricsCore;

// Null arguments count as the defaults. Its readers shut down when it is destroyed; instruments may live on, uncollected.
class MeterContext {
 public:
  explicit MeterContext(
      std::unique_ptr<ViewRegistry> views = std::make_unique<ViewRegistry>(),
      const opentelemetry::sdk::resource::Resource& resource =
          opentelemetry::sdk::resource::Resource::Create({}),
      std::unique_ptr<instrumentationscope::ScopeConfigurator<MeterConfig>> meter_configurator =
          std::make_unique<instrumentationscope::ScopeConfigurator<MeterConfig>>(
              instrumentationscope::ScopeConfigurator<MeterConfig>::Builder(MeterConfig::Default())
                  .Build()));
  // Ours: with that exemplar filter; the environment is not asked for one.
  MeterContext(
      std::unique_ptr<ViewRegistry> views, const opentelemetry::sdk::resource::Resource& resource,
      std::unique_ptr<instrumentationscope::ScopeConfigurator<MeterConfig>> meter_configurator,
      ExemplarFilterType exemplar_filter_type);
  MeterContext(const MeterContext&) = delete;
  MeterContext(MeterContext&&) = delete;
  MeterContext& operator=(const MeterContext&) = delete;
  MeterContext& operator=(MeterContext&&) = delete;
  ~MeterContext();

  const opentelemetry::sdk::resource::Resource& GetResource() const noexcept;

  // Not safe while another thread makes instruments; AddView is.
  ViewRegistry* GetViewRegistry() const noexcept;

  const instrumentationscope::ScopeConfigurator<MeterConfig>& GetMeterConfigurator() const noexcept;

  opentelemetry::common::SystemTimestamp GetSDKStartTime() const noexcept;

  // Null is ignored. `metric_filter`: what that reader leaves out.
  void AddMetricReader(std::shared_ptr<MetricReader> reader,
                       std::unique_ptr<MetricFilter> metric_filter = nullptr) noexcept;

  // Counts for instruments that are made later.
  void AddView(std::unique_ptr<InstrumentSelector> instrument_selector,
               std::unique_ptr<MeterSelector> meter_selector, std::unique_ptr<View> view) noexcept;

  // The default is what OTEL_METRICS_EXEMPLAR_FILTER says (always_on, always_off, trace_based), else kTraceBased.
  void SetExemplarFilter(ExemplarFilterType exemplar_filter_type) noexcept;
  ExemplarFilterType GetExemplarFilter() const noexcept;

  // Return false when a reader failed or `timeout` passed. Only the first Shutdown does something.
  bool ForceFlush(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;
  bool Shutdown(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

 private:
  friend class MeterProvider;

  std::shared_ptr<MetricsCore> core_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
