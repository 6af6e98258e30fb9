#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_options.h"

#include "otel_core/exporters/otlp/src/http_settings.h"
#include "otel_core/exporters/otlp/src/metric_http_options.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::otlp::PreferredAggregationTemporality;
using opentelemetry::sdk::metrics::AggregationType;

PreferredAggregationTemporality ToOtel(OtlpTemporality preference) {
  switch (preference) {
    case OtlpTemporality::kCumulative:
      return PreferredAggregationTemporality::kCumulative;
    case OtlpTemporality::kDelta:
      return PreferredAggregationTemporality::kDelta;
    case OtlpTemporality::kLowMemory:
      return PreferredAggregationTemporality::kLowMemory;
  }
  return PreferredAggregationTemporality::kCumulative;
}

// Explicit buckets are what histograms become anyway: who says so leaves it to other readers.
AggregationType ToOtel(OtlpHistogram histogram) {
  switch (histogram) {
    case OtlpHistogram::kExplicitBucket:
      return AggregationType::kDefault;
    case OtlpHistogram::kBase2Exponential:
      return AggregationType::kBase2ExponentialHistogram;
  }
  return AggregationType::kDefault;
}

}  // namespace

void Apply(const FinalizedOptions& settings,
           opentelemetry::exporter::otlp::OtlpHttpMetricExporterOptions* options) {
  Apply(MetricsSettings(settings), options);
  options->aggregation_temporality = ToOtel(settings.options().otlp_metrics_temporality);
  options->default_histogram_aggregation = ToOtel(settings.options().otlp_metrics_histogram);
}

}  // namespace tracebridge::otlp

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

OtlpHttpMetricExporterOptions::OtlpHttpMetricExporterOptions() {
  const auto settings =
      tracebridge::otlp::ReadOtlpEnvironment(tracebridge::otlp::OtlpSignal::kMetrics);
  if (settings) tracebridge::otlp::Apply(*settings, this);
}

OtlpHttpMetricExporterOptions::OtlpHttpMetricExporterOptions(void*) {}

OtlpHttpMetricExporterOptions::~OtlpHttpMetricExporterOptions() = default;

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
