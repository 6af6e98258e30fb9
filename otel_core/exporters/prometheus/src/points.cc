#include "otel_core/exporters/prometheus/src/points.h"

#include <boost/hana/functional/overload.hpp>
#include <variant>

#include "opentelemetry/nostd/variant.h"
#include "otel_core/exporters/prometheus/src/buckets.h"

namespace tracebridge::prometheus_exporter {
namespace {

namespace hana = boost::hana;
namespace metrics = opentelemetry::sdk::metrics;
using prometheus::ClientMetric;
using prometheus::MetricType;

double ToDouble(const metrics::ValueType& value) {
  return opentelemetry::nostd::visit([](auto number) { return static_cast<double>(number); },
                                     value);
}

}  // namespace

std::optional<MetricType> TypeOf(const metrics::PointType& point) {
  using Type = std::optional<MetricType>;
  static_assert(std::variant_size_v<metrics::PointType> == 5);
  return opentelemetry::nostd::visit(
      hana::overload(
          [](const metrics::SumPointData& sum) -> Type {
            return sum.is_monotonic_ ? MetricType::Counter : MetricType::Gauge;
          },
          [](const metrics::HistogramPointData&) -> Type { return MetricType::Histogram; },
          [](const metrics::Base2ExponentialHistogramPointData&) -> Type {
            return MetricType::Histogram;
          },
          [](const metrics::LastValuePointData&) -> Type { return MetricType::Gauge; },
          [](const metrics::DropPointData&) -> Type { return std::nullopt; }),
      point);
}

bool SetValue(const metrics::PointType& point, MetricType type, ClientMetric* metric) {
  if (TypeOf(point) != type) return false;
  return opentelemetry::nostd::visit(
      hana::overload(
          [&](const metrics::SumPointData& sum) {
            (type == MetricType::Counter ? metric->counter.value : metric->gauge.value) =
                ToDouble(sum.value_);
            return true;
          },
          [&](const metrics::HistogramPointData& histogram) {
            metric->histogram.sample_count = histogram.count_;
            metric->histogram.sample_sum = ToDouble(histogram.sum_);
            metric->histogram.bucket = Buckets(histogram);
            return true;
          },
          [&](const metrics::Base2ExponentialHistogramPointData& histogram) {
            metric->histogram.sample_count = histogram.count_;
            metric->histogram.sample_sum = histogram.sum_;
            metric->histogram.bucket = Buckets(histogram);
            return true;
          },
          [&](const metrics::LastValuePointData& last) {
            metric->gauge.value = ToDouble(last.value_);
            return last.is_lastvalue_valid_;
          },
          [](const metrics::DropPointData&) { return false; }),
      point);
}

}  // namespace tracebridge::prometheus_exporter
