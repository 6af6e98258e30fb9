#include "shims/opencensus_exporters/metric_family.h"

#include <prometheus/client_metric.h>
#include <prometheus/metric_type.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace tracebridge::opencensus_exporters {
namespace {

using opencensus::stats::Aggregation;
using opencensus::stats::Distribution;
using opencensus::stats::ViewData;
using opencensus::stats::ViewDescriptor;
using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricType TypeOf(const Aggregation& aggregation) {
  switch (aggregation.type()) {
    case Aggregation::Type::kCount:
      return MetricType::Counter;
    case Aggregation::Type::kSum:
      return MetricType::Untyped;
    case Aggregation::Type::kLastValue:
      return MetricType::Gauge;
    case Aggregation::Type::kDistribution:
      return MetricType::Histogram;
  }
  return MetricType::Untyped;
}

// Byte for byte: not OpenTelemetry's rules, which make one '_' of several.
std::string Escape(std::string name) {
  for (char& c : name) {
    const bool is_fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!is_fine) c = '_';
  }
  return name;
}

void SetNumber(double value, MetricType type, ClientMetric* point) {
  switch (type) {
    case MetricType::Counter:
      point->counter.value = value;
      return;
    case MetricType::Gauge:
      point->gauge.value = value;
      return;
    default:
      point->untyped.value = value;
  }
}

void SetValue(double value, MetricType type, ClientMetric* point) { SetNumber(value, type, point); }
void SetValue(std::int64_t value, MetricType type, ClientMetric* point) {
  SetNumber(static_cast<double>(value), type, point);
}

// OpenCensus's buckets have their lower boundary and Prometheus's their upper one: a value on a boundary is counted above it.
void SetValue(const Distribution& value, MetricType /*type*/, ClientMetric* point) {
  const std::vector<double>& boundaries = value.bucket_boundaries().lower_boundaries();
  const std::vector<std::uint64_t>& counts = value.bucket_counts();
  point->histogram.sample_count = value.count();
  point->histogram.sample_sum = static_cast<double>(value.count()) * value.mean();
  point->histogram.bucket.reserve(counts.size());
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    total += counts[i];
    point->histogram.bucket.push_back(
        {total, i < boundaries.size() ? boundaries[i] : std::numeric_limits<double>::infinity()});
  }
}

template <class Value>
void AddPoints(const ViewDescriptor& descriptor, const ViewData::DataMap<Value>& rows,
               std::int64_t time, MetricFamily* family) {
  std::vector<std::string> names;
  for (const auto& column : descriptor.columns()) names.push_back(Escape(column.name()));
  family->metric.reserve(rows.size());
  for (const auto& [values, value] : rows) {
    ClientMetric& point = family->metric.emplace_back();
    point.timestamp_ms = time;
    for (std::size_t i = 0; i < names.size(); ++i) point.label.push_back({names[i], values[i]});
    SetValue(value, family->type, &point);
  }
}

}  // namespace

MetricFamily ToPrometheus(const ViewDescriptor& descriptor, const ViewData& data) {
  MetricFamily family;
  family.name = Escape(descriptor.name() + "_" + descriptor.measure_descriptor().units());
  family.help = descriptor.description();
  family.type = TypeOf(descriptor.aggregation());
  const std::int64_t time = absl::ToUnixMillis(data.end_time());
  switch (data.type()) {
    case ViewData::Type::kDouble:
      AddPoints(descriptor, data.double_data(), time, &family);
      break;
    case ViewData::Type::kInt64:
      AddPoints(descriptor, data.int_data(), time, &family);
      break;
    case ViewData::Type::kDistribution:
      AddPoints(descriptor, data.distribution_data(), time, &family);
      break;
  }
  return family;
}

}  // namespace tracebridge::opencensus_exporters
