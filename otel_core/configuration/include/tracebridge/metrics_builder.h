// The parts of a metrics SDK, made from its settings.
//
//   auto options = tracebridge::Finalize(tracebridge::ReadEnvironment().options);
//   auto provider = tracebridge::BuildMeterProvider(*options);
//   if (provider) opentelemetry::metrics::Provider::SetMeterProvider(std::move(provider));
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge {

// What a program adds to the settings.
struct MetricReaderParts {
  using Exporter = std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter>;
  // Returns what sends in the place of an exporter of the settings: what leaves something out, say. May be empty. Not asked for
  // `prometheus`, which does not send.
  std::function<Exporter(Exporter)> around_exporter;
};

// Returns a reader for each exporter of the settings; none when they disable the SDK. Starts no thread, opens no file and no
// connection, but for `prometheus`, which listens from now on, with a thread; it needs
// tracebridge::otel_prometheus_configuration linked. Throws std::bad_alloc.
std::vector<std::shared_ptr<opentelemetry::sdk::metrics::MetricReader>> BuildMetricReaders(
    const FinalizedOptions& options, const MetricReaderParts& parts = {});

// Returns a provider of `readers` with the settings' resource and exemplar filter. Null when the settings disable the SDK: the
// API's own provider is a no-op already. Throws std::bad_alloc.
std::unique_ptr<opentelemetry::sdk::metrics::MeterProvider> BuildMeterProvider(
    const FinalizedOptions& options,
    const std::vector<std::shared_ptr<opentelemetry::sdk::metrics::MetricReader>>& readers);

// The same, of BuildMetricReaders(options).
std::unique_ptr<opentelemetry::sdk::metrics::MeterProvider> BuildMeterProvider(
    const FinalizedOptions& options);

// Returns the SDK's word for a setting.
opentelemetry::sdk::metrics::ExemplarFilterType ToSdk(MetricsExemplarFilter filter) noexcept;

}  // namespace tracebridge
