#include "migration/tail/proto_metrics_decoder.h"

#include <limits>
#include <utility>

#include "migration/tail/proto_values.h"
#include "migration/tail/wire_budget.h"
#include "otel_core/proto/otlp/metrics_service.pb.h"

namespace tracebridge::tail {
namespace {

Temporality FromProto(otlp::v1::AggregationTemporality from) {
  switch (from) {
    case otlp::v1::AGGREGATION_TEMPORALITY_DELTA:
      return Temporality::kDelta;
    case otlp::v1::AGGREGATION_TEMPORALITY_CUMULATIVE:
      return Temporality::kCumulative;
    default:  // also numbers that this version does not know
      return Temporality::kUnspecified;
  }
}

// Of a NumberDataPoint or an Exemplar.
template <class Message>
Value NumberOf(const Message& from) {
  if (from.has_as_int()) return {static_cast<int64_t>(from.as_int())};
  if (from.has_as_double()) return {from.as_double()};
  return {};
}

Exemplar FromProto(otlp::v1::Exemplar& from) {
  return {from.time_unix_nano(), NumberOf(from), IdFromProto<TraceId>(from.trace_id()),
          IdFromProto<SpanId>(from.span_id()),
          AttributesFromProto(*from.mutable_filtered_attributes())};
}

// What the four messages of points share.
template <class Message>
Point CommonOf(Message& from) {
  Point point;
  point.attributes = AttributesFromProto(*from.mutable_attributes());
  point.start = from.start_time_unix_nano();
  point.time = from.time_unix_nano();
  point.flags = from.flags();
  return point;
}

template <class Message>
void AddExemplars(Message& from, Point& point) {
  for (otlp::v1::Exemplar& exemplar : *from.mutable_exemplars()) {
    point.exemplars.push_back(FromProto(exemplar));
  }
}

Point FromProto(otlp::v1::NumberDataPoint& from) {
  Point point = CommonOf(from);
  point.value = NumberOf(from);
  AddExemplars(from, point);
  return point;
}

// Either kind of histogram.
template <class Message>
Point FromProto(Message& from) {
  Point point = CommonOf(from);
  point.count = from.count();
  if (from.has_sum()) point.sum = from.sum();
  if (from.has_min()) point.min = from.min();
  if (from.has_max()) point.max = from.max();
  AddExemplars(from, point);
  return point;
}

Point FromProto(otlp::v1::SummaryDataPoint& from) {
  Point point = CommonOf(from);
  point.count = from.count();
  point.sum = from.sum();
  return point;
}

template <class Data>
void SetPoints(MetricKind kind, Data& from, Metric& to) {
  to.kind = kind;
  to.points.reserve(static_cast<size_t>(from.data_points_size()));
  for (auto& point : *from.mutable_data_points()) to.points.push_back(FromProto(point));
}

Metric FromProto(otlp::v1::Metric& from) {
  Metric metric;
  metric.name = std::move(*from.mutable_name());
  metric.unit = std::move(*from.mutable_unit());
  switch (from.data_case()) {
    case otlp::v1::Metric::kGauge:
      SetPoints(MetricKind::kGauge, *from.mutable_gauge(), metric);
      break;
    case otlp::v1::Metric::kSum:
      SetPoints(MetricKind::kSum, *from.mutable_sum(), metric);
      metric.temporality = FromProto(from.sum().aggregation_temporality());
      metric.is_monotonic = from.sum().is_monotonic();
      break;
    case otlp::v1::Metric::kHistogram:
      SetPoints(MetricKind::kHistogram, *from.mutable_histogram(), metric);
      metric.temporality = FromProto(from.histogram().aggregation_temporality());
      break;
    case otlp::v1::Metric::kExponentialHistogram:
      SetPoints(MetricKind::kExponentialHistogram, *from.mutable_exponential_histogram(), metric);
      metric.temporality = FromProto(from.exponential_histogram().aggregation_temporality());
      break;
    case otlp::v1::Metric::kSummary:
      SetPoints(MetricKind::kSummary, *from.mutable_summary(), metric);
      break;
    case otlp::v1::Metric::DATA_NOT_SET:
      break;
  }
  return metric;
}

}  // namespace

MetricsResult DecodeMetricsProto(std::string_view body, const DecodeLimits& limits) {
  if (auto error = CheckWireBudget(body, WireRequest::kMetrics, limits)) return *std::move(error);
  otlp::v1::ExportMetricsServiceRequest request;
  if (body.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !request.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return DecodeError{
        DecodeError::Code::kMalformed,
        "the body is not a Protobuf ExportMetricsServiceRequest (is its text UTF-8?)"};
  }

  DecodedMetrics decoded;
  for (otlp::v1::ResourceMetrics& resource_metrics : *request.mutable_resource_metrics()) {
    const auto resource = std::make_shared<const Resource>(
        Resource{AttributesFromProto(*resource_metrics.mutable_resource()->mutable_attributes())});
    for (otlp::v1::ScopeMetrics& scope_metrics : *resource_metrics.mutable_scope_metrics()) {
      const auto scope =
          std::make_shared<const Scope>(ScopeFromProto(*scope_metrics.mutable_scope()));
      for (otlp::v1::Metric& metric_from : *scope_metrics.mutable_metrics()) {
        Metric& metric = decoded.metrics.emplace_back(FromProto(metric_from));
        metric.resource = resource;
        metric.scope = scope;
      }
    }
  }
  return decoded;
}

}  // namespace tracebridge::tail
