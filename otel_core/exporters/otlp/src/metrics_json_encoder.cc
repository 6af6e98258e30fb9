#include "otel_core/exporters/otlp/src/metrics_json_encoder.h"

#include <variant>

#include "otel_core/exporters/common/attribute_record.h"
#include "otel_core/exporters/otlp/src/json_object.h"
#include "otel_core/exporters/otlp/src/json_origin.h"
#include "otel_core/exporters/otlp/src/json_text.h"
#include "otel_core/exporters/otlp/src/metric_fields.h"

namespace tracebridge::otlp {
namespace {

namespace metrics = opentelemetry::sdk::metrics;
using exporters::AttributesOf;
using exporters::ValidText;
using metrics::AdaptingCircularBufferCounter;
using metrics::ValueType;

void AppendTime(std::string_view name, opentelemetry::common::SystemTimestamp time,
                JsonObject* object) {
  if (time.time_since_epoch().count() != 0) object->Time(name, time.time_since_epoch().count());
}

void AppendValue(const ValueType& value, JsonObject* object) {
  static_assert(std::variant_size_v<ValueType> == 2);
  if (const auto* const integer = opentelemetry::nostd::get_if<std::int64_t>(&value)) {
    AppendInteger(*integer, object->Member("asInt"));
  } else {
    AppendDouble(opentelemetry::nostd::get<double>(value), object->Member("asDouble"));
  }
}

void AppendNumber(std::string_view name, double value, JsonObject* object) {
  AppendDouble(value, object->Member(name));
}

void AppendCount(std::string_view name, std::uint64_t count, JsonObject* object) {
  if (count != 0) AppendInteger(count, object->Member(name));
}

void AppendPointAttributes(std::string_view name, const metrics::PointAttributes& attributes,
                           JsonObject* object, std::string* out) {
  if (attributes.empty()) return;
  AppendAttributes(name, AttributesOf(attributes)->attributes(), object, out);
}

void AppendExemplar(const metrics::Exemplar& exemplar, std::string* out) {
  JsonObject object(out);
  AppendTime("timeUnixNano", exemplar.time, &object);
  AppendValue(exemplar.value, &object);
  if (exemplar.span_id.IsValid()) {
    AppendHex(exemplar.span_id.Id().data(), 8, object.Member("spanId"));
  }
  if (exemplar.trace_id.IsValid()) {
    AppendHex(exemplar.trace_id.Id().data(), 16, object.Member("traceId"));
  }
  AppendPointAttributes("filteredAttributes", exemplar.filtered_attributes, &object, out);
  object.End();
}

void AppendBuckets(std::string_view name, const AdaptingCircularBufferCounter* buckets,
                   JsonObject* object) {
  if (buckets == nullptr || buckets->Empty()) return;
  std::string* const out = object->Member(name);
  JsonObject range(out);
  const std::int32_t offset = buckets->StartIndex();
  if (offset != 0) range.Member("offset")->append(std::to_string(offset));
  range.Member("bucketCounts")->push_back('[');
  for (std::int64_t i = offset; i <= buckets->EndIndex(); ++i) {
    if (i != offset) out->push_back(',');
    AppendInteger(buckets->Get(static_cast<std::int32_t>(i)), out);
  }
  out->push_back(']');
  range.End();
}

// One case an alternative of PointType: what its message has beside times, attributes and exemplars.
struct AppendData {
  static_assert(std::variant_size_v<metrics::PointType> == 5);

  void operator()(const metrics::SumPointData& sum) const { AppendValue(sum.value_, object); }

  void operator()(const metrics::LastValuePointData& last) const {
    if (last.is_lastvalue_valid_) {
      AppendValue(last.value_, object);
    } else {
      object->Count("flags", kNoRecordedValue);
    }
  }

  void operator()(const metrics::HistogramPointData& histogram) const {
    AppendCountAndSum(histogram, AsDouble(histogram.sum_));
    if (!histogram.counts_.empty()) {
      AppendArray(histogram.counts_, object->Member("bucketCounts"),
                  [this](std::uint64_t count) { AppendInteger(count, out); });
      AppendArray(histogram.boundaries_, object->Member("explicitBounds"),
                  [this](double bound) { AppendDouble(bound, out); });
    }
    AppendMinMax(histogram, AsDouble(histogram.min_), AsDouble(histogram.max_));
  }

  void operator()(const metrics::Base2ExponentialHistogramPointData& histogram) const {
    AppendCountAndSum(histogram, histogram.sum_);
    if (histogram.scale_ != 0) object->Member("scale")->append(std::to_string(histogram.scale_));
    AppendCount("zeroCount", histogram.zero_count_, object);
    AppendBuckets("positive", histogram.positive_buckets_.get(), object);
    AppendBuckets("negative", histogram.negative_buckets_.get(), object);
    AppendMinMax(histogram, histogram.min_, histogram.max_);
    if (histogram.zero_threshold_ != 0) {
      AppendNumber("zeroThreshold", histogram.zero_threshold_, object);
    }
  }

  void operator()(const metrics::DropPointData&) const {}

  template <class Histogram>
  void AppendCountAndSum(const Histogram& histogram, double sum) const {
    AppendCount("count", histogram.count_, object);
    if (HasSum(metric.instrument_descriptor.type_)) AppendNumber("sum", sum, object);
  }

  template <class Histogram>
  void AppendMinMax(const Histogram& histogram, double min, double max) const {
    if (!histogram.record_min_max_ || histogram.count_ == 0) return;
    AppendNumber("min", min, object);
    AppendNumber("max", max, object);
  }

  const metrics::MetricData& metric;
  JsonObject* object;
  std::string* out;
};

void AppendPoint(const metrics::MetricData& metric, const metrics::PointDataAttributes& point,
                 std::string* out) {
  JsonObject object(out);
  AppendPointAttributes("attributes", point.attributes, &object, out);
  AppendTime("startTimeUnixNano", metric.start_ts, &object);
  AppendTime("timeUnixNano", metric.end_ts, &object);
  opentelemetry::nostd::visit(AppendData{metric, &object, out}, point.point_data);
  if (!point.exemplars.empty()) {
    AppendArray(point.exemplars, object.Member("exemplars"),
                [out](const metrics::Exemplar& exemplar) { AppendExemplar(exemplar, out); });
  }
  object.End();
}

// The member of Metric that has the points.
std::string_view DataName(MetricKind kind) {
  switch (kind) {
    case MetricKind::kGauge:
      return "gauge";
    case MetricKind::kMonotonicSum:
    case MetricKind::kSum:
      return "sum";
    case MetricKind::kHistogram:
      return "histogram";
    case MetricKind::kExponentialHistogram:
      return "exponentialHistogram";
  }
  return "";
}

void AppendMetric(const MetricGroup& group, std::string* out) {
  const metrics::MetricData& metric = *group.metric;
  JsonObject object(out);
  object.Text("name", ValidText(metric.instrument_descriptor.name_));
  object.Text("description", ValidText(metric.instrument_descriptor.description_));
  object.Text("unit", ValidText(metric.instrument_descriptor.unit_));
  JsonObject data(object.Member(DataName(group.kind)));
  AppendArray(group.points, data.Member("dataPoints"),
              [&](const metrics::PointDataAttributes* point) { AppendPoint(metric, *point, out); });
  if (group.kind != MetricKind::kGauge) {
    data.Count("aggregationTemporality", OtlpTemporality(metric.aggregation_temporality));
  }
  if (group.kind == MetricKind::kMonotonicSum) data.Member("isMonotonic")->append("true");
  data.End();
  object.End();
}

void AppendScopeMetrics(const MetricScope& scope, std::string* out) {
  JsonObject object(out);
  AppendScope(scope.scope, object.Member("scope"));
  AppendArray(scope.metrics, object.Member("metrics"),
              [out](const MetricGroup& group) { AppendMetric(group, out); });
  if (scope.scope != nullptr) object.Text("schemaUrl", ValidText(scope.scope->GetSchemaURL()));
  object.End();
}

}  // namespace

void EncodeJson(const MetricGroups& groups, std::string* out) {
  out->clear();
  JsonObject request(out);
  request.Member("resourceMetrics")->push_back('[');
  if (!groups.scopes.empty()) {
    JsonObject object(out);
    AppendResource(groups.resource, object.Member("resource"));
    AppendArray(groups.scopes, object.Member("scopeMetrics"),
                [out](const MetricScope& scope) { AppendScopeMetrics(scope, out); });
    if (groups.resource != nullptr) {
      object.Text("schemaUrl", ValidText(groups.resource->GetSchemaURL()));
    }
    object.End();
  }
  out->push_back(']');
  request.End();
}

}  // namespace tracebridge::otlp
