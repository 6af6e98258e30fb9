// What a reader leaves out, decided before it is collected.
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "MetricFilter".
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/data/metric_data.h"
#include "opentelemetry/sdk/metrics/instruments.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Both functions are called by the thread that collects. What they throw leaves the metric in, and is counted.
class MetricFilter {
 public:
  enum class MetricFilterResult : std::uint8_t {
    kAccept,
    kDrop,
    kAcceptPartial,  // each point is asked about
  };

  enum class AttributesFilterResult : std::uint8_t {
    kAccept,
    kDrop,
  };

  using TestMetricFn = std::function<MetricFilterResult(
      const opentelemetry::sdk::instrumentationscope::InstrumentationScope& scope,
      nostd::string_view name, const InstrumentType& type, nostd::string_view unit)>;

  using TestAttributesFn = std::function<AttributesFilterResult(
      const opentelemetry::sdk::instrumentationscope::InstrumentationScope& scope,
      nostd::string_view name, const InstrumentType& type, nostd::string_view unit,
      const PointAttributes& attributes)>;

  static std::unique_ptr<MetricFilter> Create(TestMetricFn test_metric_fn,
                                              TestAttributesFn test_attributes_fn) {
    return std::make_unique<MetricFilter>(std::move(test_metric_fn), std::move(test_attributes_fn));
  }

  MetricFilter(TestMetricFn test_metric_fn, TestAttributesFn test_attributes_fn)
      : test_metric_fn_(std::move(test_metric_fn)),
        test_attributes_fn_(std::move(test_attributes_fn)) {}

  // Asked once for each metric in each collection.
  MetricFilterResult TestMetric(
      const opentelemetry::sdk::instrumentationscope::InstrumentationScope& scope,
      nostd::string_view name, const InstrumentType& type, nostd::string_view unit) {
    return test_metric_fn_(scope, name, type, unit);
  }

  // Asked about each point of a metric that is accepted in parts.
  AttributesFilterResult TestAttributes(
      const opentelemetry::sdk::instrumentationscope::InstrumentationScope& scope,
      nostd::string_view name, const InstrumentType& type, nostd::string_view unit,
      const PointAttributes& attributes) {
    return test_attributes_fn_(scope, name, type, unit, attributes);
  }

 private:
  TestMetricFn test_metric_fn_;
  TestAttributesFn test_attributes_fn_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
