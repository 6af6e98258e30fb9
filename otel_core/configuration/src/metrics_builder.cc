#include "tracebridge/metrics_builder.h"

#include <chrono>
#include <utility>

#include "opentelemetry/exporters/ostream/metric_exporter_factory.h"
#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_factory.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "opentelemetry/sdk/metrics/meter_context_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider_factory.h"
#include "opentelemetry/sdk/metrics/view/view_registry_factory.h"
#include "otel_core/configuration/src/prometheus_reader.h"
#include "otel_core/exporters/otlp/src/metric_http_options.h"
#include "tracebridge/sdk_builder.h"

// Null in a program that does not link tracebridge::otel_prometheus_configuration.
#pragma weak tracebridge_make_prometheus_reader

namespace tracebridge {
namespace {

namespace sdk = opentelemetry::sdk::metrics;
using Reader = std::shared_ptr<sdk::MetricReader>;
using Exporter = MetricReaderParts::Exporter;
using std::chrono::milliseconds;

// Here, too, one export is one request, so the shorter of the two limits holds; 0 is none.
milliseconds ExportTimeout(const SdkOptions& settings) {
  const milliseconds request = settings.otlp_metrics_timeout;
  const milliseconds whole = settings.metric_export_timeout;
  return whole.count() > 0 && (request.count() == 0 || whole < request) ? whole : request;
}

Exporter OtlpHttp(const FinalizedOptions& settings) {
  namespace otlp_exporter = opentelemetry::exporter::otlp;
  otlp_exporter::OtlpHttpMetricExporterOptions options(nullptr);
  otlp::Apply(settings, &options);
  options.timeout = ExportTimeout(settings.options());
  return otlp_exporter::OtlpHttpMetricExporterFactory::Create(options);
}

// Null, and the log says so, in a program that has no such reader.
Reader Prometheus(const SdkOptions& settings) {
  if (&tracebridge_make_prometheus_reader == nullptr) {
    OTEL_INTERNAL_LOG_ERROR(
        "OTEL_METRICS_EXPORTER: \"prometheus\" needs a program that links "
        "tracebridge::otel_prometheus_configuration; no metrics are served");
    return nullptr;
  }
  return Reader(tracebridge_make_prometheus_reader(settings.prometheus_host.c_str(),
                                                   settings.prometheus_port));
}

// Null for those that do not send.
Exporter MakeExporter(const FinalizedOptions& settings, MetricsExporter kind) {
  switch (kind) {
    case MetricsExporter::kNone:
    case MetricsExporter::kPrometheus:
      return nullptr;
    case MetricsExporter::kOtlp:
      return OtlpHttp(settings);
    case MetricsExporter::kConsole:
      return opentelemetry::exporter::metrics::OStreamMetricExporterFactory::Create();
  }
  return nullptr;
}

Reader Periodic(const SdkOptions& settings, Exporter exporter) {
  sdk::PeriodicExportingMetricReaderOptions options;
  options.export_interval_millis = settings.metric_export_interval;
  options.export_timeout_millis = settings.metric_export_timeout.count() > 0
                                      ? settings.metric_export_timeout
                                      : milliseconds::max();
  return sdk::PeriodicExportingMetricReaderFactory::Create(std::move(exporter), options);
}

}  // namespace

std::vector<Reader> BuildMetricReaders(const FinalizedOptions& options,
                                       const MetricReaderParts& parts) {
  const SdkOptions& settings = options.options();
  std::vector<Reader> readers;
  if (settings.disabled) return readers;
  for (const MetricsExporter kind : settings.metrics_exporters) {
    if (kind == MetricsExporter::kPrometheus) {
      if (Reader reader = Prometheus(settings)) readers.push_back(std::move(reader));
      continue;
    }
    Exporter exporter = MakeExporter(options, kind);
    if (exporter == nullptr) continue;
    if (parts.around_exporter) exporter = parts.around_exporter(std::move(exporter));
    readers.push_back(Periodic(settings, std::move(exporter)));
  }
  return readers;
}

std::unique_ptr<sdk::MeterProvider> BuildMeterProvider(const FinalizedOptions& options,
                                                       const std::vector<Reader>& readers) {
  if (options.options().disabled) return nullptr;
  using Configurator =
      opentelemetry::sdk::instrumentationscope::ScopeConfigurator<sdk::MeterConfig>;
  auto provider = sdk::MeterProviderFactory::Create(sdk::MeterContextFactory::Create(
      sdk::ViewRegistryFactory::Create(), BuildResource(options),
      std::make_unique<Configurator>(Configurator::Builder(sdk::MeterConfig::Default()).Build()),
      ToSdk(options.options().metrics_exemplar_filter)));
  for (const Reader& reader : readers) provider->AddMetricReader(reader);
  return provider;
}

std::unique_ptr<sdk::MeterProvider> BuildMeterProvider(const FinalizedOptions& options) {
  return BuildMeterProvider(options, BuildMetricReaders(options));
}

sdk::ExemplarFilterType ToSdk(MetricsExemplarFilter filter) noexcept {
  switch (filter) {
    case MetricsExemplarFilter::kAlwaysOn:
      return sdk::ExemplarFilterType::kAlwaysOn;
    case MetricsExemplarFilter::kAlwaysOff:
      return sdk::ExemplarFilterType::kAlwaysOff;
    case MetricsExemplarFilter::kTraceBased:
      return sdk::ExemplarFilterType::kTraceBased;
  }
  return sdk::ExemplarFilterType::kTraceBased;
}

}  // namespace tracebridge
