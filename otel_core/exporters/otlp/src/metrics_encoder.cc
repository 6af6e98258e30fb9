#include "otel_core/exporters/otlp/src/metrics_encoder.h"

#include <string>
#include <variant>

#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/otlp/src/metric_fields.h"
#include "otel_core/exporters/otlp/src/origin_wire.h"
#include "otel_core/sdk/src/common/wire.h"

namespace tracebridge::otlp {
namespace {

namespace metrics = opentelemetry::sdk::metrics;
using exporters::AttributesOf;
using exporters::ValidText;
using metrics::AdaptingCircularBufferCounter;
using metrics::ValueType;
using wire::kBytes;
using wire::kFixed64;
using wire::kVarint;
using wire::Tag;

// ExportMetricsServiceRequest, ResourceMetrics and ScopeMetrics
constexpr std::uint8_t kResourceMetrics = Tag(1, kBytes);

// Metric
constexpr std::uint8_t kName = Tag(1, kBytes);
constexpr std::uint8_t kDescription = Tag(2, kBytes);
constexpr std::uint8_t kUnit = Tag(3, kBytes);
// Gauge, Sum, Histogram and ExponentialHistogram
constexpr std::uint8_t kDataPoints = Tag(1, kBytes);
constexpr std::uint8_t kTemporality = Tag(2, kVarint);
constexpr std::uint8_t kIsMonotonic = Tag(3, kVarint);

// The three messages of data points
constexpr std::uint8_t kStartTime = Tag(2, kFixed64);
constexpr std::uint8_t kTime = Tag(3, kFixed64);

// The two kinds of histogram
constexpr std::uint8_t kCount = Tag(4, kFixed64);
constexpr std::uint8_t kSum = Tag(5, kFixed64);

struct ValueTags {
  std::uint8_t as_double, as_int;
};
constexpr ValueTags kPointValue{Tag(4, kFixed64), Tag(6, kFixed64)};
constexpr ValueTags kExemplarValue{Tag(3, kFixed64), Tag(6, kFixed64)};

// Everything below is written last field first.

void PutTime(std::uint8_t tag, opentelemetry::common::SystemTimestamp time, ReverseWriter* out) {
  const auto nanoseconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
  if (nanoseconds != 0) out->Fixed64(tag, nanoseconds);
}

void PutValue(const ValueTags& tags, const ValueType& value, ReverseWriter* out) {
  static_assert(std::variant_size_v<ValueType> == 2);
  if (const auto* const integer = opentelemetry::nostd::get_if<std::int64_t>(&value)) {
    out->Fixed64(tags.as_int, static_cast<std::uint64_t>(*integer));
  } else {
    out->Double(tags.as_double, opentelemetry::nostd::get<double>(value));
  }
}

void PutText(std::uint8_t tag, const std::string& text, ReverseWriter* out) {
  if (!text.empty()) out->Bytes(tag, ValidText(text));
}

void PutAttributes(std::uint8_t tag, const metrics::PointAttributes& attributes,
                   ReverseWriter* out) {
  if (attributes.empty()) return;
  const auto record = AttributesOf(attributes);
  std::vector<std::string_view> pairs;
  pairs.reserve(attributes.size());
  for (const auto attribute : record->attributes()) pairs.push_back(attribute.wire());
  for (auto pair = pairs.rbegin(); pair != pairs.rend(); ++pair) out->Bytes(tag, *pair);
}

template <class Id>
void PutId(std::uint8_t tag, const Id& id, ReverseWriter* out) {
  if (!id.IsValid()) return;
  out->Bytes(tag, {reinterpret_cast<const char*>(id.Id().data()), Id::kSize});
}

void PutExemplars(std::uint8_t tag, const std::vector<metrics::Exemplar>& exemplars,
                  ReverseWriter* out) {
  for (auto exemplar = exemplars.rbegin(); exemplar != exemplars.rend(); ++exemplar) {
    const std::size_t begin = out->size();
    PutAttributes(Tag(7, kBytes), exemplar->filtered_attributes, out);
    PutValue(kExemplarValue, exemplar->value, out);
    PutId(Tag(5, kBytes), exemplar->trace_id, out);
    PutId(Tag(4, kBytes), exemplar->span_id, out);
    PutTime(kStartTime, exemplar->time, out);
    out->Prefix(tag, begin);
  }
}

void PutTimes(const metrics::MetricData& metric, ReverseWriter* out) {
  PutTime(kTime, metric.end_ts, out);
  PutTime(kStartTime, metric.start_ts, out);
}

// NumberDataPoint; null is one without a value.
void PutNumber(const metrics::MetricData& metric, const ValueType* value,
               const metrics::PointDataAttributes& point, ReverseWriter* out) {
  if (value == nullptr) out->Varint(Tag(8, kVarint), kNoRecordedValue);
  PutAttributes(Tag(7, kBytes), point.attributes, out);
  PutExemplars(Tag(5, kBytes), point.exemplars, out);
  if (value != nullptr) PutValue(kPointValue, *value, out);
  PutTimes(metric, out);
}

template <class Histogram>
void PutCountAndSum(const metrics::MetricData& metric, const Histogram& histogram, double sum,
                    ReverseWriter* out) {
  if (HasSum(metric.instrument_descriptor.type_)) out->Double(kSum, sum);
  if (histogram.count_ != 0) out->Fixed64(kCount, histogram.count_);
}

template <class Histogram>
bool HasMinMax(const Histogram& histogram) {
  return histogram.record_min_max_ && histogram.count_ != 0;
}

// ExponentialHistogramDataPoint.Buckets
void PutBuckets(std::uint8_t tag, const AdaptingCircularBufferCounter* buckets,
                ReverseWriter* out) {
  if (buckets == nullptr || buckets->Empty()) return;
  const std::int32_t offset = buckets->StartIndex();
  const std::size_t begin = out->size();
  for (std::int64_t i = buckets->EndIndex(); i >= offset; --i) {
    out->Varint(buckets->Get(static_cast<std::int32_t>(i)));
  }
  out->Prefix(Tag(2, kBytes), begin);
  if (offset != 0) out->Varint(Tag(1, kVarint), wire::ZigZag(offset));
  out->Prefix(tag, begin);
}

// One case an alternative of PointType: the fields of its message.
struct PutPoint {
  static_assert(std::variant_size_v<metrics::PointType> == 5);

  void operator()(const metrics::SumPointData& sum) const {
    PutNumber(metric, &sum.value_, point, out);
  }

  void operator()(const metrics::LastValuePointData& last) const {
    PutNumber(metric, last.is_lastvalue_valid_ ? &last.value_ : nullptr, point, out);
  }

  void operator()(const metrics::HistogramPointData& histogram) const {
    if (HasMinMax(histogram)) {
      out->Double(Tag(12, kFixed64), AsDouble(histogram.max_));
      out->Double(Tag(11, kFixed64), AsDouble(histogram.min_));
    }
    PutAttributes(Tag(9, kBytes), point.attributes, out);
    PutExemplars(Tag(8, kBytes), point.exemplars, out);
    PutCounts(histogram);
    PutCountAndSum(metric, histogram, AsDouble(histogram.sum_), out);
    PutTimes(metric, out);
  }

  void operator()(const metrics::Base2ExponentialHistogramPointData& histogram) const {
    if (BitsOf(histogram.zero_threshold_) != 0) {
      out->Double(Tag(14, kFixed64), histogram.zero_threshold_);
    }
    if (HasMinMax(histogram)) {
      out->Double(Tag(13, kFixed64), histogram.max_);
      out->Double(Tag(12, kFixed64), histogram.min_);
    }
    PutExemplars(Tag(11, kBytes), point.exemplars, out);
    PutBuckets(Tag(9, kBytes), histogram.negative_buckets_.get(), out);
    PutBuckets(Tag(8, kBytes), histogram.positive_buckets_.get(), out);
    if (histogram.zero_count_ != 0) out->Fixed64(Tag(7, kFixed64), histogram.zero_count_);
    if (histogram.scale_ != 0) out->Varint(Tag(6, kVarint), wire::ZigZag(histogram.scale_));
    PutCountAndSum(metric, histogram, histogram.sum_, out);
    PutTimes(metric, out);
    PutAttributes(Tag(1, kBytes), point.attributes, out);
  }

  void operator()(const metrics::DropPointData&) const {}

  // Bounds and counts; "if bucket_counts is empty, explicit_bounds must be as well".
  void PutCounts(const metrics::HistogramPointData& histogram) const {
    if (histogram.counts_.empty()) return;
    const std::size_t begin = out->size();
    for (auto bound = histogram.boundaries_.rbegin(); bound != histogram.boundaries_.rend();
         ++bound) {
      out->Fixed64(BitsOf(*bound));
    }
    if (out->size() != begin) out->Prefix(Tag(7, kBytes), begin);
    const std::size_t counts_begin = out->size();
    for (auto count = histogram.counts_.rbegin(); count != histogram.counts_.rend(); ++count) {
      out->Fixed64(*count);
    }
    out->Prefix(Tag(6, kBytes), counts_begin);
  }

  const metrics::MetricData& metric;
  const metrics::PointDataAttributes& point;
  ReverseWriter* out;
};

// Metric.data
std::uint8_t DataTag(MetricKind kind) {
  switch (kind) {
    case MetricKind::kGauge:
      return Tag(5, kBytes);
    case MetricKind::kMonotonicSum:
    case MetricKind::kSum:
      return Tag(7, kBytes);
    case MetricKind::kHistogram:
      return Tag(9, kBytes);
    case MetricKind::kExponentialHistogram:
      return Tag(10, kBytes);
  }
  return 0;
}

void PutMetric(const MetricGroup& group, ReverseWriter* out) {
  const metrics::MetricData& metric = *group.metric;
  const std::size_t begin = out->size();
  if (group.kind == MetricKind::kMonotonicSum) out->Varint(kIsMonotonic, 1);
  const std::uint32_t temporality = OtlpTemporality(metric.aggregation_temporality);
  if (group.kind != MetricKind::kGauge && temporality != 0) out->Varint(kTemporality, temporality);
  for (auto point = group.points.rbegin(); point != group.points.rend(); ++point) {
    const std::size_t point_begin = out->size();
    opentelemetry::nostd::visit(PutPoint{metric, **point, out}, (*point)->point_data);
    out->Prefix(kDataPoints, point_begin);
  }
  out->Prefix(DataTag(group.kind), begin);
  PutText(kUnit, metric.instrument_descriptor.unit_, out);
  PutText(kDescription, metric.instrument_descriptor.description_, out);
  PutText(kName, metric.instrument_descriptor.name_, out);
  out->Prefix(kMembers, begin);
}

}  // namespace

std::string_view MetricsEncoder::Encode(const MetricGroups& groups) {
  writer_.Clear();
  if (groups.scopes.empty()) return {};
  for (auto scope = groups.scopes.rbegin(); scope != groups.scopes.rend(); ++scope) {
    const std::size_t begin = writer_.size();
    for (auto group = scope->metrics.rbegin(); group != scope->metrics.rend(); ++group) {
      PutMetric(*group, &writer_);
    }
    writer_.Raw(ScopeHeader(scope->scope));
    writer_.Prefix(kMembers, begin);
  }
  writer_.Raw(ResourceHeader(groups.resource));
  writer_.Prefix(kResourceMetrics, 0);
  return writer_.bytes();
}

}  // namespace tracebridge::otlp
