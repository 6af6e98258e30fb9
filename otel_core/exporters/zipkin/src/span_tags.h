// The tags that a Zipkin span has for what it has no field for.
//
//   status Error "no such user"  ->  otel.status_code = "ERROR", error = "no such user"
//   scope opencensus-shim        ->  otel.scope.name = "opencensus-shim", otel.library.name = "opencensus-shim"
//
// Sources: "Zipkin": OpenTelemetry specification 1.60.0, trace/sdk_exporters/zipkin.md. "non-OTLP": the same,
// common/mapping-to-non-otlp.md. "collector": the translator to Zipkin of opentelemetry-collector-contrib.
#pragma once

#include <string_view>

#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::zipkin {

enum class SpanField {
  kStatusCode,
  kError,
  kScopeName,
  kScopeVersion,
  kTraceState,
  kDroppedAttributes,
  kDroppedEvents,
  kDroppedLinks,
};

struct SpanTag {
  SpanField field;
  std::string_view tag;
  const char* when;    // the tag is there
  const char* source;  // of the name
};

// In the order of the tags; those of the attributes follow.
inline constexpr SpanTag kSpanTags[] = {
    {SpanField::kStatusCode, "otel.status_code", "the status is not Unset", "Zipkin, \"Status\""},
    {SpanField::kError, "error", "the status is Error", "Zipkin, \"Status\""},
    {SpanField::kScopeName, "otel.scope.name", "the scope has one",
     "non-OTLP, \"InstrumentationScope\""},
    {SpanField::kScopeVersion, "otel.scope.version", "the scope has one",
     "non-OTLP, \"InstrumentationScope\""},
    {SpanField::kScopeName, "otel.library.name", "the scope has one",
     "non-OTLP, \"deprecated aliases MUST also be reported\""},
    {SpanField::kScopeVersion, "otel.library.version", "the scope has one",
     "non-OTLP, \"deprecated aliases MUST also be reported\""},
    {SpanField::kTraceState, "w3c.tracestate", "there is one", "collector; Zipkin says \"TBD\""},
    {SpanField::kDroppedAttributes, "otel.dropped_attributes_count", "it is not 0",
     "non-OTLP, \"Dropped Attributes Count\""},
    {SpanField::kDroppedEvents, "otel.dropped_events_count", "it is not 0",
     "non-OTLP, \"Dropped Events Count\""},
    {SpanField::kDroppedLinks, "otel.dropped_links_count", "it is not 0",
     "non-OTLP, \"Dropped Links Count\""},
};

// Zipkin, "SpanKind": INTERNAL "must be omitted": empty.
inline std::string_view KindText(opentelemetry::trace::SpanKind kind) {
  using opentelemetry::trace::SpanKind;
  switch (kind) {
    case SpanKind::kInternal:
      return "";
    case SpanKind::kServer:
      return "SERVER";
    case SpanKind::kClient:
      return "CLIENT";
    case SpanKind::kProducer:
      return "PRODUCER";
    case SpanKind::kConsumer:
      return "CONSUMER";
  }
  return "";
}

// Zipkin, "Status": "MUST NOT be set if the code is `UNSET`": empty.
inline std::string_view StatusText(opentelemetry::trace::StatusCode status) {
  using opentelemetry::trace::StatusCode;
  switch (status) {
    case StatusCode::kUnset:
      return "";
    case StatusCode::kOk:
      return "OK";
    case StatusCode::kError:
      return "ERROR";
  }
  return "";
}

}  // namespace tracebridge::zipkin
