// The metrics that an in-memory exporter was given.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/exporters/memory/in_memory_data.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {

// What is kept refers to its provider's resource and scopes: use it while the provider lives.
class InMemoryMetricData {
 public:
  InMemoryMetricData() = default;
  InMemoryMetricData(const InMemoryMetricData&) = delete;
  InMemoryMetricData(InMemoryMetricData&&) = delete;
  InMemoryMetricData& operator=(const InMemoryMetricData&) = delete;
  InMemoryMetricData& operator=(InMemoryMetricData&&) = delete;
  virtual ~InMemoryMetricData() = default;

  virtual void Add(std::unique_ptr<sdk::metrics::ResourceMetrics> resource_metrics) = 0;
};

// Keeps collections, oldest first.
class CircularBufferInMemoryMetricData final : public InMemoryMetricData,
                                               public InMemoryData<sdk::metrics::ResourceMetrics> {
 public:
  explicit CircularBufferInMemoryMetricData(std::size_t buffer_size)
      : InMemoryData<sdk::metrics::ResourceMetrics>(buffer_size) {}

  void Add(std::unique_ptr<sdk::metrics::ResourceMetrics> resource_metrics) override;
};

// Keeps the newest point of each metric and set of attributes. One thread at a time.
class SimpleAggregateInMemoryMetricData final : public InMemoryMetricData {
 public:
  using AttributeToPoint = std::map<sdk::metrics::PointAttributes, sdk::metrics::PointType>;

  void Add(std::unique_ptr<sdk::metrics::ResourceMetrics> resource_metrics) override;

  // Empty when there is none.
  const AttributeToPoint& Get(const std::string& scope, const std::string& metric);

  void Clear();

 private:
  std::map<std::pair<std::string, std::string>, AttributeToPoint> data_;
};

}  // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
