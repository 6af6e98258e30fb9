// The metrics of a collection, grouped as OTLP sends them: a Metric has points of one kind.
//
//   shop.requests [sum 1, dropped, sum 2]   ->  shop.requests: sum [1, 2]
//   odd [sum 1, gauge 2, sum 3]             ->  odd: sum [1, 3]; odd: gauge [2]
//
// The SDK's own metrics are of one kind already; those of a MetricProducer may be anything.
//
// Source: opentelemetry-proto 1.10, metrics/v1/metrics.proto.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/sdk/resource/resource.h"

namespace tracebridge::otlp {

enum class MetricKind : std::uint8_t {
  kGauge,
  kMonotonicSum,
  kSum,
  kHistogram,
  kExponentialHistogram
};

struct MetricGroup {
  const opentelemetry::sdk::metrics::MetricData* metric;
  MetricKind kind;
  std::vector<const opentelemetry::sdk::metrics::PointDataAttributes*> points;  // one or more
};

struct MetricScope {
  const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope;  // or null
  std::vector<MetricGroup> metrics;                                             // one or more
};

struct MetricGroups {
  const opentelemetry::sdk::resource::Resource* resource = nullptr;
  std::vector<MetricScope> scopes;
  std::size_t points = 0;  // in all groups
};

// Returns the groups of `metrics`, to which they refer. Scopes and metrics without a point are left out, and so are points
// of the drop aggregation, which are none. Throws std::bad_alloc.
MetricGroups GroupMetrics(const opentelemetry::sdk::metrics::ResourceMetrics& metrics);

// Returns how many points these groups would have.
std::size_t CountPoints(const opentelemetry::sdk::metrics::ResourceMetrics& metrics) noexcept;

}  // namespace tracebridge::otlp
