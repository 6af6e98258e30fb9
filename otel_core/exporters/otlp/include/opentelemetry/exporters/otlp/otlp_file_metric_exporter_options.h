// Settings of one OTLP file exporter of metrics.
#pragma once

#include "opentelemetry/exporters/otlp/otlp_file_client_options.h"
#include "opentelemetry/exporters/otlp/otlp_preferred_temporality.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace otlp {

// By default: ten files "metric-%N.jsonl" of 20 MiB in the working directory, and "metric-latest.jsonl".
struct OtlpFileMetricExporterOptions : public OtlpFileClientOptions {
  OtlpFileMetricExporterOptions();
  OtlpFileMetricExporterOptions(const OtlpFileMetricExporterOptions&) = default;
  OtlpFileMetricExporterOptions(OtlpFileMetricExporterOptions&&) = default;
  OtlpFileMetricExporterOptions& operator=(const OtlpFileMetricExporterOptions&) = default;
  OtlpFileMetricExporterOptions& operator=(OtlpFileMetricExporterOptions&&) = default;
  ~OtlpFileMetricExporterOptions() override;

  PreferredAggregationTemporality aggregation_temporality{
      PreferredAggregationTemporality::kCumulative};
};

}  // namespace otlp
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
