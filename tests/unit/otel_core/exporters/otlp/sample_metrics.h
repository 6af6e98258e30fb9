// Metrics with known content, for the tests of encoders and exporters.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"

namespace tracebridge::otlp {

// A histogram's, so that sums are there.
inline opentelemetry::sdk::metrics::MetricData MetricOf(
    std::vector<opentelemetry::sdk::metrics::PointDataAttributes> points) {
  using namespace opentelemetry::sdk::
      metrics;  // NOLINT(google-build-using-namespace): what is made
  MetricData metric;
  metric.instrument_descriptor = {"shop.requests", "requests served", "{request}",
                                  InstrumentType::kHistogram, InstrumentValueType::kLong};
  metric.aggregation_temporality = AggregationTemporality::kCumulative;
  metric.start_ts = opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(1000));
  metric.end_ts = opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(2000));
  metric.point_data_attr_ = std::move(points);
  return metric;
}

inline opentelemetry::sdk::metrics::MetricData MetricOf(
    opentelemetry::sdk::metrics::PointDataAttributes point) {
  return MetricOf(std::vector<opentelemetry::sdk::metrics::PointDataAttributes>{std::move(point)});
}

inline opentelemetry::sdk::metrics::PointDataAttributes SumOf(
    opentelemetry::sdk::metrics::ValueType value) {
  return {{}, opentelemetry::sdk::metrics::SumPointData{value, true}};
}

// Sum 9.5, min 0.5, max 5.
inline opentelemetry::sdk::metrics::PointDataAttributes HistogramOf(
    std::vector<double> boundaries, std::vector<std::uint64_t> counts) {
  opentelemetry::sdk::metrics::HistogramPointData histogram(boundaries);
  for (const std::uint64_t count : counts) histogram.count_ += count;
  histogram.counts_ = std::move(counts);
  histogram.sum_ = 9.5;
  histogram.min_ = 0.5;
  histogram.max_ = 5.0;
  return {{}, std::move(histogram)};
}

inline opentelemetry::sdk::metrics::PointDataAttributes ExponentialHistogramOf() {
  using opentelemetry::sdk::metrics::AdaptingCircularBufferCounter;
  opentelemetry::sdk::metrics::Base2ExponentialHistogramPointData histogram;
  histogram.positive_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(4);
  histogram.positive_buckets_->Increment(-1, 200);
  histogram.positive_buckets_->Increment(1, 1);
  histogram.negative_buckets_ = std::make_unique<AdaptingCircularBufferCounter>(4);
  histogram.negative_buckets_->Increment(3, 1);
  histogram.count_ = 5;
  histogram.zero_count_ = 1;
  histogram.zero_threshold_ = 0.25;
  histogram.sum_ = 3;
  histogram.min_ = -1;
  histogram.max_ = 4;
  histogram.scale_ = -2;
  return {{}, std::move(histogram)};
}

inline opentelemetry::sdk::metrics::Exemplar SampleExemplar() {
  const std::uint8_t trace_id[16] = {0xab, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const std::uint8_t span_id[8] = {0xcd, 0, 0, 0, 0, 0, 0, 2};
  return {std::int64_t{3},
          opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(5)),
          opentelemetry::trace::TraceId(trace_id),
          opentelemetry::trace::SpanId(span_id),
          {{"user", "u42"}}};
}

inline opentelemetry::sdk::metrics::ResourceMetrics OneScope(
    const opentelemetry::sdk::instrumentationscope::InstrumentationScope* scope,
    opentelemetry::sdk::metrics::MetricData metric) {
  opentelemetry::sdk::metrics::ResourceMetrics metrics;
  metrics.scope_metric_data_.emplace_back();
  metrics.scope_metric_data_.back().scope_ = scope;
  metrics.scope_metric_data_.back().metric_data_.push_back(std::move(metric));
  return metrics;
}

}  // namespace tracebridge::otlp
