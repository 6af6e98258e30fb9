// Where metrics come from: the SDK's own instruments, or a bridge from another library.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "MetricProducer".
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace resource {
class Resource;
}  // namespace resource
namespace instrumentationscope {
class InstrumentationScope;
}  // namespace instrumentationscope

namespace metrics {

struct ScopeMetrics {
  const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope_ = nullptr;
  std::vector<MetricData> metric_data_;

  ScopeMetrics() = default;
  template <class ScopePtr, class MetricDataType>
  ScopeMetrics(ScopePtr&& scope, MetricDataType&& metric)
      : scope_{std::forward<ScopePtr>(scope)}, metric_data_{std::forward<MetricDataType>(metric)} {}
};

struct ResourceMetrics {
  const opentelemetry::sdk::resource::Resource* resource_ = nullptr;
  std::vector<ScopeMetrics> scope_metric_data_;

  ResourceMetrics() = default;
  template <class ResourcePtr, class ScopeMetricsType>
  ResourceMetrics(ResourcePtr&& resource, ScopeMetricsType&& scope_metric_data)
      : resource_{std::forward<ResourcePtr>(resource)},
        scope_metric_data_{std::forward<ScopeMetricsType>(scope_metric_data)} {}
};

// Produce() is called by one thread at a time, on which locks of the producer may be taken but for short.
class MetricProducer {
 public:
  MetricProducer() = default;
  virtual ~MetricProducer() = default;
  MetricProducer(const MetricProducer&) = delete;
  MetricProducer(MetricProducer&&) = delete;
  MetricProducer& operator=(const MetricProducer&) = delete;
  MetricProducer& operator=(MetricProducer&&) = delete;

  enum class Status : std::uint8_t {
    kSuccess,
    kFailure,
    kTimeout,
  };

  // points_ counts whatever status_ says. The scopes that it points to live as long as the producer; a reader that has
  // several producers takes the resource of the SDK's.
  struct Result {
    ResourceMetrics points_;
    Status status_;
  };

  // Returns all metrics as they are now.
  virtual Result Produce() noexcept = 0;
};

}  // namespace metrics
}  // namespace sdk
OPENTELEMETRY_END_NAMESPACE
