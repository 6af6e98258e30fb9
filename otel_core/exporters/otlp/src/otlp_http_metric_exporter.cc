#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter.h"

#include <string>

#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "otel_core/exporters/otlp/src/http/export_sessions.h"
#include "otel_core/exporters/otlp/src/http/otlp_post.h"
#include "otel_core/exporters/otlp/src/http/tls_lifetime.h"
#include "otel_core/exporters/otlp/src/metric_groups.h"
#include "otel_core/exporters/otlp/src/metric_temporality.h"
#include "otel_core/exporters/otlp/src/metrics_encoder.h"
#include "otel_core/exporters/otlp/src/metrics_json_encoder.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::otlp {
namespace {

using sdk::common::ExportResult;
using tracebridge::otlp::PostOptions;

class Worker {
 public:
  Worker(const PostOptions& options, tracebridge::otlp::Cancellation* cancellation)
      : is_json_(options.is_json), post_(options, cancellation) {}

  ExportResult Export(const sdk::metrics::ResourceMetrics& metrics, std::size_t points) noexcept {
    return post_.Send([this, &metrics] { return Encode(metrics); }, points);
  }

 private:
  std::string_view Encode(const sdk::metrics::ResourceMetrics& metrics) {
    const auto groups = tracebridge::otlp::GroupMetrics(metrics);
    if (!is_json_) return encoder_.Encode(groups);
    tracebridge::otlp::EncodeJson(groups, &json_);
    return json_;
  }

  const bool is_json_;
  tracebridge::otlp::OtlpPost post_;
  tracebridge::otlp::MetricsEncoder encoder_;
  std::string json_;
};

}  // namespace

class OtlpHttpMetricExporter::Sender
    : public tracebridge::otlp::ExportSessions<Worker, PostOptions> {
 public:
  using ExportSessions::ExportSessions;
};

OtlpHttpMetricExporter::OtlpHttpMetricExporter()
    : OtlpHttpMetricExporter(OtlpHttpMetricExporterOptions()) {}

OtlpHttpMetricExporter::OtlpHttpMetricExporter(const OtlpHttpMetricExporterOptions& options)
    : temporality_(options.aggregation_temporality),
      histograms_(options.default_histogram_aggregation),
      sender_(std::make_unique<Sender>(tracebridge::otlp::PostOptionsOf(
          options, "data points", tracebridge::Diagnostic::kPointRejectedByBackend))) {
  tracebridge::otlp::PrepareHttpAhead();
}

OtlpHttpMetricExporter::OtlpHttpMetricExporter(
    const OtlpHttpMetricExporterOptions& options,
    const OtlpHttpMetricExporterRuntimeOptions& /*runtime_options*/)
    : OtlpHttpMetricExporter(options) {}

OtlpHttpMetricExporter::~OtlpHttpMetricExporter() = default;

sdk::metrics::AggregationTemporality OtlpHttpMetricExporter::GetAggregationTemporality(
    sdk::metrics::InstrumentType instrument_type) const noexcept {
  return tracebridge::otlp::TemporalityFor(temporality_, instrument_type);
}

sdk::metrics::AggregationType OtlpHttpMetricExporter::GetDefaultAggregation(
    sdk::metrics::InstrumentType instrument_type) const noexcept {
  return instrument_type == sdk::metrics::InstrumentType::kHistogram
             ? histograms_
             : sdk::metrics::AggregationType::kDefault;
}

ExportResult OtlpHttpMetricExporter::Export(const sdk::metrics::ResourceMetrics& data) noexcept {
  const std::size_t points = tracebridge::otlp::CountPoints(data);
  if (points == 0) return ExportResult::kSuccess;
  return sender_->Export([&](Worker& worker) { return worker.Export(data, points); });
}

bool OtlpHttpMetricExporter::ForceFlush(std::chrono::microseconds timeout) noexcept {
  return sender_->ForceFlush(timeout);
}

bool OtlpHttpMetricExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  return sender_->Shutdown(timeout);
}

}  // namespace exporter::otlp
OPENTELEMETRY_END_NAMESPACE
