// Which objects, arrays and values an OTLP request in JSON has, and where.
//
// Source: opentelemetry-proto 1.10, the messages of trace/v1 and metrics/v1 in the proto3 JSON mapping. What is not in the
// tables of json_fields.cc is skipped: of metrics, the buckets of histograms and the quantiles of summaries.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "migration/tail/json_scalar.h"

namespace tracebridge::tail {

// An object or array of the request that is being read.
enum class In {
  kRequest,
  kResourceSpansList,
  kResourceSpans,
  kResource,
  kScopeSpansList,
  kScopeSpans,
  kScope,
  kSpanList,
  kSpan,
  kEventList,
  kEvent,
  kLinkList,
  kLink,
  kStatus,
  kAttributeList,
  kAttribute,
  kValue,
  kArray,
  kValueList,
  kKeyValueList,
  // Of metrics; the five kinds of data in the order of MetricKind.
  kMetricsRequest,
  kResourceMetricsList,
  kResourceMetrics,
  kScopeMetricsList,
  kScopeMetrics,
  kMetricList,
  kMetric,
  kGauge,
  kSum,
  kHistogram,
  kExponentialHistogram,
  kSummary,
  kPointList,
  kPoint,
  kExemplarList,
  kExemplar,
  kUnknown,
};

enum class Field {
  kScopeName,
  kScopeVersion,
  kTraceId,
  kSpanId,
  kParentSpanId,
  kTraceState,
  kFlags,
  kName,
  kKind,
  kStart,
  kEnd,
  kDroppedAttributes,
  kDroppedEvents,
  kDroppedLinks,
  kEventTime,
  kEventName,
  kEventDroppedAttributes,
  kLinkTraceId,
  kLinkSpanId,
  kLinkTraceState,
  kLinkDroppedAttributes,
  kLinkFlags,
  kStatusMessage,
  kStatusCode,
  kMetricName,
  kMetricUnit,
  kTemporality,
  kIsMonotonic,
  kPointStart,
  kPointTime,
  kPointFlags,
  kPointInt,
  kPointDouble,
  kPointCount,
  kPointSum,
  kPointMin,
  kPointMax,
  kExemplarTime,
  kExemplarInt,
  kExemplarDouble,
  kExemplarTraceId,
  kExemplarSpanId,
  kKey,
  kString,
  kBool,
  kInt,
  kDouble,
  kBytes,
};

// `key` is empty for an element of a list. Nothing: not known.
std::optional<In> NestedIn(In in, std::string_view key);
std::optional<Field> FieldIn(In in, std::string_view key);

bool IsList(In in);

// Returns an enumerator by its number or name; nothing for what is neither. Numbers beyond `last`, which this version does
// not know, are read as zero: unspecified, unset.
std::optional<uint64_t> ToEnum(const JsonScalar& scalar, uint64_t last);

}  // namespace tracebridge::tail
