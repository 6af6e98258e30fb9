#include <atomic>
#include <utility>

#include "opentelemetry/exporters/memory/in_memory_metric_exporter_factory.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {
namespace {

using sdk::common::ExportResult;
using sdk::metrics::AggregationTemporality;
using sdk::metrics::ResourceMetrics;

class InMemoryMetricExporter final : public sdk::metrics::PushMetricExporter {
 public:
  InMemoryMetricExporter(std::shared_ptr<InMemoryMetricData> data,
                         sdk::metrics::AggregationTemporalitySelector temporality)
      : data_(std::move(data)), temporality_(std::move(temporality)) {}

  // Fails after Shutdown, and without memory.
  ExportResult Export(const ResourceMetrics& data) noexcept override try {
    if (is_shut_down_) return ExportResult::kFailure;
    data_->Add(std::make_unique<ResourceMetrics>(data));
    return ExportResult::kSuccess;
  } catch (...) {
    return ExportResult::kFailure;
  }

  AggregationTemporality GetAggregationTemporality(
      sdk::metrics::InstrumentType instrument_type) const noexcept override try {
    return temporality_(instrument_type);
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
    return AggregationTemporality::kCumulative;
  }

  bool ForceFlush(std::chrono::microseconds /*timeout*/) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds /*timeout*/) noexcept override {
    is_shut_down_ = true;
    return true;
  }

 private:
  const std::shared_ptr<InMemoryMetricData> data_;
  const sdk::metrics::AggregationTemporalitySelector temporality_;
  std::atomic<bool> is_shut_down_{false};
};

}  // namespace

void CircularBufferInMemoryMetricData::Add(std::unique_ptr<ResourceMetrics> resource_metrics) {
  InMemoryData<ResourceMetrics>::Add(std::move(resource_metrics));
}

void SimpleAggregateInMemoryMetricData::Add(std::unique_ptr<ResourceMetrics> resource_metrics) {
  for (const auto& scope : resource_metrics->scope_metric_data_) {
    for (const auto& metric : scope.metric_data_) {
      AttributeToPoint& points =
          data_[{scope.scope_->GetName(), metric.instrument_descriptor.name_}];
      for (const auto& point : metric.point_data_attr_) {
        points.insert_or_assign(point.attributes, point.point_data);
      }
    }
  }
}

const SimpleAggregateInMemoryMetricData::AttributeToPoint& SimpleAggregateInMemoryMetricData::Get(
    const std::string& scope, const std::string& metric) {
  return data_[{scope, metric}];
}

void SimpleAggregateInMemoryMetricData::Clear() { data_.clear(); }

std::unique_ptr<sdk::metrics::PushMetricExporter> InMemoryMetricExporterFactory::Create(
    const std::shared_ptr<InMemoryMetricData>& data) {
  return Create(data,
                [](sdk::metrics::InstrumentType) { return AggregationTemporality::kCumulative; });
}

std::unique_ptr<sdk::metrics::PushMetricExporter> InMemoryMetricExporterFactory::Create(
    const std::shared_ptr<InMemoryMetricData>& data,
    const sdk::metrics::AggregationTemporalitySelector& temporality) {
  return std::make_unique<InMemoryMetricExporter>(data, temporality);
}

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
