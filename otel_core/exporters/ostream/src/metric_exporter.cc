#include "opentelemetry/exporters/ostream/metric_exporter.h"

#include <string>

#include "opentelemetry/exporters/ostream/metric_exporter_factory.h"
#include "otel_core/exporters/ostream/src/metric_text.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter {
namespace metrics {

using sdk::metrics::AggregationTemporality;

OStreamMetricExporter::OStreamMetricExporter(std::ostream& sout,
                                             AggregationTemporality temporality) noexcept
    : sout_(sout), temporality_(temporality) {}

sdk::common::ExportResult OStreamMetricExporter::Export(
    const sdk::metrics::ResourceMetrics& data) noexcept try {
  if (is_shutdown_.load(std::memory_order_acquire)) return sdk::common::ExportResult::kFailure;
  std::string text;
  tracebridge::exporters::AppendMetricText(data, &text);
  // One write, so that what others print is before it or behind it.
  sout_.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (sout_.good()) return sdk::common::ExportResult::kSuccess;
  sout_.clear();
  return sdk::common::ExportResult::kFailure;
} catch (...) {
  return sdk::common::ExportResult::kFailure;
}

AggregationTemporality OStreamMetricExporter::GetAggregationTemporality(
    sdk::metrics::InstrumentType /*instrument_type*/) const noexcept {
  return temporality_;
}

bool OStreamMetricExporter::ForceFlush(std::chrono::microseconds /*timeout*/) noexcept try {
  return sout_.flush().good();
} catch (...) {
  return false;
}

bool OStreamMetricExporter::Shutdown(std::chrono::microseconds timeout) noexcept {
  is_shutdown_.store(true, std::memory_order_release);
  return ForceFlush(timeout);
}

std::unique_ptr<sdk::metrics::PushMetricExporter> OStreamMetricExporterFactory::Create() {
  return std::make_unique<OStreamMetricExporter>();
}

std::unique_ptr<sdk::metrics::PushMetricExporter> OStreamMetricExporterFactory::Create(
    std::ostream& sout) {
  return std::make_unique<OStreamMetricExporter>(sout);
}

std::unique_ptr<sdk::metrics::PushMetricExporter> OStreamMetricExporterFactory::Create(
    std::ostream& sout, AggregationTemporality aggregation_temporality) {
  return std::make_unique<OStreamMetricExporter>(sout, aggregation_temporality);
}

}  // namespace metrics
}  // namespace exporter
OPENTELEMETRY_END_NAMESPACE
