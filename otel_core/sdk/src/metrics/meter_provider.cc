#include "opentelemetry/sdk/metrics/meter_provider.h"

#include <new>
#include <utility>

#include "opentelemetry/metrics/noop.h"
#include "opentelemetry/metrics/provider.h"
#include "opentelemetry/sdk/common/disabled.h"
#include "opentelemetry/sdk/metrics/meter_context_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider_factory.h"
#include "opentelemetry/sdk/metrics/provider.h"
#include "otel_core/sdk/src/metrics/metrics_core.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

MeterProvider::MeterProvider(std::unique_ptr<ViewRegistry> views,
                             const resource::Resource& resource,
                             std::unique_ptr<MeterConfigurator> meter_configurator)
    : MeterProvider(std::make_unique<MeterContext>(std::move(views), resource,
                                                   std::move(meter_configurator))) {}

MeterProvider::MeterProvider(std::unique_ptr<MeterContext> context)
    : context_(context != nullptr ? std::move(context) : std::make_unique<MeterContext>()) {}

MeterProvider::~MeterProvider() = default;

nostd::shared_ptr<opentelemetry::metrics::Meter> MeterProvider::GetMeter(
    nostd::string_view name, nostd::string_view version, nostd::string_view schema_url,
    const opentelemetry::common::KeyValueIterable* attributes) noexcept {
  try {
    const std::shared_ptr<MetricsCore>& core = context_->core_;
    MeterRecord* const record = core->FindOrAddMeter(name, version, schema_url, attributes);
    return nostd::shared_ptr<opentelemetry::metrics::Meter>(core, record->meter.get());
  } catch (const std::bad_alloc&) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);  // the configurator
  }
  return nostd::shared_ptr<opentelemetry::metrics::Meter>(
      nostd::shared_ptr<opentelemetry::metrics::Meter>(),
      &opentelemetry::metrics::internal::noop_meter.value);
}

void MeterProvider::RemoveMeter(nostd::string_view name, nostd::string_view version,
                                nostd::string_view schema_url) noexcept {
  context_->core_->RemoveMeter(name, version, schema_url);
}

const resource::Resource& MeterProvider::GetResource() const noexcept {
  return context_->GetResource();
}

void MeterProvider::AddMetricReader(std::shared_ptr<MetricReader> reader,
                                    std::unique_ptr<MetricFilter> metric_filter) noexcept {
  context_->AddMetricReader(std::move(reader), std::move(metric_filter));
}

void MeterProvider::AddView(std::unique_ptr<InstrumentSelector> instrument_selector,
                            std::unique_ptr<MeterSelector> meter_selector,
                            std::unique_ptr<View> view) noexcept {
  context_->AddView(std::move(instrument_selector), std::move(meter_selector), std::move(view));
}

void MeterProvider::SetExemplarFilter(ExemplarFilterType exemplar_filter_type) noexcept {
  context_->SetExemplarFilter(exemplar_filter_type);
}

bool MeterProvider::Shutdown(std::chrono::microseconds timeout) noexcept {
  return context_->Shutdown(timeout);
}

bool MeterProvider::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return context_->ForceFlush(timeout);
}

std::unique_ptr<MeterProvider> MeterProviderFactory::Create() {
  return std::make_unique<MeterProvider>();
}

std::unique_ptr<MeterProvider> MeterProviderFactory::Create(std::unique_ptr<ViewRegistry> views) {
  return std::make_unique<MeterProvider>(std::move(views));
}

std::unique_ptr<MeterProvider> MeterProviderFactory::Create(std::unique_ptr<ViewRegistry> views,
                                                            const resource::Resource& resource) {
  return std::make_unique<MeterProvider>(std::move(views), resource);
}

std::unique_ptr<MeterProvider> MeterProviderFactory::Create(
    std::unique_ptr<ViewRegistry> views, const resource::Resource& resource,
    std::unique_ptr<MeterConfigurator> meter_configurator) {
  return std::make_unique<MeterProvider>(std::move(views), resource, std::move(meter_configurator));
}

std::unique_ptr<MeterProvider> MeterProviderFactory::Create(std::unique_ptr<MeterContext> context) {
  return std::make_unique<MeterProvider>(std::move(context));
}

std::unique_ptr<MeterContext> MeterContextFactory::Create() {
  return std::make_unique<MeterContext>();
}

std::unique_ptr<MeterContext> MeterContextFactory::Create(std::unique_ptr<ViewRegistry> views) {
  return std::make_unique<MeterContext>(std::move(views));
}

std::unique_ptr<MeterContext> MeterContextFactory::Create(std::unique_ptr<ViewRegistry> views,
                                                          const resource::Resource& resource) {
  return std::make_unique<MeterContext>(std::move(views), resource);
}

std::unique_ptr<MeterContext> MeterContextFactory::Create(
    std::unique_ptr<ViewRegistry> views, const resource::Resource& resource,
    std::unique_ptr<MeterConfigurator> meter_configurator) {
  return std::make_unique<MeterContext>(std::move(views), resource, std::move(meter_configurator));
}

std::unique_ptr<MeterContext> MeterContextFactory::Create(
    std::unique_ptr<ViewRegistry> views, const resource::Resource& resource,
    std::unique_ptr<MeterConfigurator> meter_configurator,
    ExemplarFilterType exemplar_filter_type) {
  return std::make_unique<MeterContext>(std::move(views), resource, std::move(meter_configurator),
                                        exemplar_filter_type);
}

void Provider::SetMeterProvider(
    const nostd::shared_ptr<opentelemetry::metrics::MeterProvider>& provider) noexcept {
  if (!common::GetSdkDisabled()) {
    opentelemetry::metrics::Provider::SetMeterProvider(provider);
  }
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
