// The SDK's MeterProvider.
//
//   auto reader = PeriodicExportingMetricReaderFactory::Create(std::move(exporter), options);
//   auto provider = MeterProviderFactory::Create();
//   provider->AddMetricReader(std::move(reader));
//   opentelemetry::metrics::Provider::SetMeterProvider(std::move(provider));
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "MeterProvider".
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/metrics/meter.h"
#include "opentelemetry/metrics/meter_provider.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/sdk/metrics/export/metric_filter.h"
#include "opentelemetry/sdk/metrics/meter_config.h"
#include "opentelemetry/sdk/metrics/meter_context.h"
#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/sdk/metrics/view/instrument_selector.h"
#include "opentelemetry/sdk/metrics/view/meter_selector.h"
#include "opentelemetry/sdk/metrics/view/view.h"
#include "opentelemetry/sdk/metrics/view/view_registry.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Safe to use from any thread.
class MeterProvider final : public opentelemetry::metrics::MeterProvider {
 public:
  explicit MeterProvider(
      std::unique_ptr<ViewRegistry> views = std::make_unique<ViewRegistry>(),
      const opentelemetry::sdk::resource::Resource& resource =
          opentelemetry::sdk::resource::Resource::Create({}),
      std::unique_ptr<instrumentationscope::ScopeConfigurator<MeterConfig>> meter_configurator =
          std::make_unique<instrumentationscope::ScopeConfigurator<MeterConfig>>(
              instrumentationscope::ScopeConfigurator<MeterConfig>::Builder(MeterConfig::Default())
                  .Build()));
  explicit MeterProvider(std::unique_ptr<MeterContext> context);
  MeterProvider(const MeterProvider&) = delete;
  MeterProvider(MeterProvider&&) = delete;
  MeterProvider& operator=(const MeterProvider&) = delete;
  MeterProvider& operator=(MeterProvider&&) = delete;

  // Shuts down, within 30 seconds.
  ~MeterProvider() override;

  using opentelemetry::metrics::MeterProvider::GetMeter;

  // Returns the one meter of that name, version, schema and attributes. Never null.
  nostd::shared_ptr<opentelemetry::metrics::Meter> GetMeter(
      nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
      const opentelemetry::common::KeyValueIterable* attributes) noexcept override;

  void RemoveMeter(nostd::string_view name, nostd::string_view version,
                   nostd::string_view schema_url) noexcept override;

  const opentelemetry::sdk::resource::Resource& GetResource() const noexcept;

  // As those of MeterContext.
  void AddMetricReader(std::shared_ptr<MetricReader> reader,
                       std::unique_ptr<MetricFilter> metric_filter = nullptr) noexcept;
  void AddView(std::unique_ptr<InstrumentSelector> instrument_selector,
               std::unique_ptr<MeterSelector> meter_selector, std::unique_ptr<View> view) noexcept;
  void SetExemplarFilter(
      ExemplarFilterType exemplar_filter_type = ExemplarFilterType::kTraceBased) noexcept;
  bool Shutdown(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;
  bool ForceFlush(std::chrono::microseconds timeout = (std::chrono::microseconds::max)()) noexcept;

 private:
  std::shared_ptr<MeterContext> context_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
