#include "migration/tail/json_fields.h"

#include <string>

namespace tracebridge::tail {
namespace {

struct Nested {
  In in;
  std::string_view key;  // empty: an element of a list
  In nested;
};

constexpr Nested kNested[] = {
    {In::kRequest, "resourceSpans", In::kResourceSpansList},
    {In::kResourceSpansList, "", In::kResourceSpans},
    {In::kResourceSpans, "resource", In::kResource},
    {In::kResourceSpans, "scopeSpans", In::kScopeSpansList},
    {In::kResource, "attributes", In::kAttributeList},
    {In::kScopeSpansList, "", In::kScopeSpans},
    {In::kScopeSpans, "scope", In::kScope},
    {In::kScopeSpans, "spans", In::kSpanList},
    {In::kScope, "attributes", In::kAttributeList},
    {In::kSpanList, "", In::kSpan},
    {In::kSpan, "attributes", In::kAttributeList},
    {In::kSpan, "events", In::kEventList},
    {In::kSpan, "links", In::kLinkList},
    {In::kSpan, "status", In::kStatus},
    {In::kEventList, "", In::kEvent},
    {In::kEvent, "attributes", In::kAttributeList},
    {In::kLinkList, "", In::kLink},
    {In::kLink, "attributes", In::kAttributeList},
    {In::kMetricsRequest, "resourceMetrics", In::kResourceMetricsList},
    {In::kResourceMetricsList, "", In::kResourceMetrics},
    {In::kResourceMetrics, "resource", In::kResource},
    {In::kResourceMetrics, "scopeMetrics", In::kScopeMetricsList},
    {In::kScopeMetricsList, "", In::kScopeMetrics},
    {In::kScopeMetrics, "scope", In::kScope},
    {In::kScopeMetrics, "metrics", In::kMetricList},
    {In::kMetricList, "", In::kMetric},
    {In::kMetric, "gauge", In::kGauge},
    {In::kMetric, "sum", In::kSum},
    {In::kMetric, "histogram", In::kHistogram},
    {In::kMetric, "exponentialHistogram", In::kExponentialHistogram},
    {In::kMetric, "summary", In::kSummary},
    {In::kGauge, "dataPoints", In::kPointList},
    {In::kSum, "dataPoints", In::kPointList},
    {In::kHistogram, "dataPoints", In::kPointList},
    {In::kExponentialHistogram, "dataPoints", In::kPointList},
    {In::kSummary, "dataPoints", In::kPointList},
    {In::kPointList, "", In::kPoint},
    {In::kPoint, "attributes", In::kAttributeList},
    {In::kPoint, "exemplars", In::kExemplarList},
    {In::kExemplarList, "", In::kExemplar},
    {In::kExemplar, "filteredAttributes", In::kAttributeList},
    {In::kAttributeList, "", In::kAttribute},
    {In::kAttribute, "value", In::kValue},
    {In::kValue, "arrayValue", In::kArray},
    {In::kValue, "kvlistValue", In::kKeyValueList},
    {In::kArray, "values", In::kValueList},
    {In::kValueList, "", In::kValue},
    {In::kKeyValueList, "values", In::kAttributeList},
};

struct ScalarField {
  In in;
  std::string_view key;
  Field field;
};

constexpr ScalarField kScalars[] = {
    {In::kScope, "name", Field::kScopeName},
    {In::kScope, "version", Field::kScopeVersion},
    {In::kSpan, "traceId", Field::kTraceId},
    {In::kSpan, "spanId", Field::kSpanId},
    {In::kSpan, "parentSpanId", Field::kParentSpanId},
    {In::kSpan, "traceState", Field::kTraceState},
    {In::kSpan, "flags", Field::kFlags},
    {In::kSpan, "name", Field::kName},
    {In::kSpan, "kind", Field::kKind},
    {In::kSpan, "startTimeUnixNano", Field::kStart},
    {In::kSpan, "endTimeUnixNano", Field::kEnd},
    {In::kSpan, "droppedAttributesCount", Field::kDroppedAttributes},
    {In::kSpan, "droppedEventsCount", Field::kDroppedEvents},
    {In::kSpan, "droppedLinksCount", Field::kDroppedLinks},
    {In::kEvent, "timeUnixNano", Field::kEventTime},
    {In::kEvent, "name", Field::kEventName},
    {In::kEvent, "droppedAttributesCount", Field::kEventDroppedAttributes},
    {In::kLink, "traceId", Field::kLinkTraceId},
    {In::kLink, "spanId", Field::kLinkSpanId},
    {In::kLink, "traceState", Field::kLinkTraceState},
    {In::kLink, "droppedAttributesCount", Field::kLinkDroppedAttributes},
    {In::kLink, "flags", Field::kLinkFlags},
    {In::kStatus, "message", Field::kStatusMessage},
    {In::kStatus, "code", Field::kStatusCode},
    {In::kMetric, "name", Field::kMetricName},
    {In::kMetric, "unit", Field::kMetricUnit},
    {In::kSum, "aggregationTemporality", Field::kTemporality},
    {In::kHistogram, "aggregationTemporality", Field::kTemporality},
    {In::kExponentialHistogram, "aggregationTemporality", Field::kTemporality},
    {In::kSum, "isMonotonic", Field::kIsMonotonic},
    {In::kPoint, "startTimeUnixNano", Field::kPointStart},
    {In::kPoint, "timeUnixNano", Field::kPointTime},
    {In::kPoint, "flags", Field::kPointFlags},
    {In::kPoint, "asInt", Field::kPointInt},
    {In::kPoint, "asDouble", Field::kPointDouble},
    {In::kPoint, "count", Field::kPointCount},
    {In::kPoint, "sum", Field::kPointSum},
    {In::kPoint, "min", Field::kPointMin},
    {In::kPoint, "max", Field::kPointMax},
    {In::kExemplar, "timeUnixNano", Field::kExemplarTime},
    {In::kExemplar, "asInt", Field::kExemplarInt},
    {In::kExemplar, "asDouble", Field::kExemplarDouble},
    {In::kExemplar, "traceId", Field::kExemplarTraceId},
    {In::kExemplar, "spanId", Field::kExemplarSpanId},
    {In::kAttribute, "key", Field::kKey},
    {In::kValue, "stringValue", Field::kString},
    {In::kValue, "boolValue", Field::kBool},
    {In::kValue, "intValue", Field::kInt},
    {In::kValue, "doubleValue", Field::kDouble},
    {In::kValue, "bytesValue", Field::kBytes},
};

struct EnumName {
  std::string_view name;
  uint64_t number;
};

constexpr EnumName kEnumNames[] = {
    {"SPAN_KIND_UNSPECIFIED", 0},
    {"SPAN_KIND_INTERNAL", 1},
    {"SPAN_KIND_SERVER", 2},
    {"SPAN_KIND_CLIENT", 3},
    {"SPAN_KIND_PRODUCER", 4},
    {"SPAN_KIND_CONSUMER", 5},
    {"STATUS_CODE_UNSET", 0},
    {"STATUS_CODE_OK", 1},
    {"STATUS_CODE_ERROR", 2},
    {"AGGREGATION_TEMPORALITY_UNSPECIFIED", 0},
    {"AGGREGATION_TEMPORALITY_DELTA", 1},
    {"AGGREGATION_TEMPORALITY_CUMULATIVE", 2},
};

}  // namespace

std::optional<In> NestedIn(In in, std::string_view key) {
  for (const Nested& row : kNested) {
    if (row.in == in && row.key == key) return row.nested;
  }
  return std::nullopt;
}

std::optional<Field> FieldIn(In in, std::string_view key) {
  for (const ScalarField& row : kScalars) {
    if (row.in == in && row.key == key) return row.field;
  }
  return std::nullopt;
}

bool IsList(In in) { return NestedIn(in, "").has_value(); }

std::optional<uint64_t> ToEnum(const JsonScalar& scalar, uint64_t last) {
  std::optional<uint64_t> number = ToUint64(scalar);
  if (const auto* text = std::get_if<std::string>(&scalar); text && !number) {
    for (const EnumName& row : kEnumNames) {
      if (row.name == *text) number = row.number;
    }
  }
  if (number && *number > last) number = 0;
  return number;
}

}  // namespace tracebridge::tail
