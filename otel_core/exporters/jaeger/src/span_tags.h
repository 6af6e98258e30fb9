// The tags that a Jaeger span has for what it has no field for.
//
//   kind Server                    span.kind = "server"
//   status Error "no such user"    error = true, otel.status_code = "ERROR", otel.status_description = "no such user"
//   scope opentracing-shim 0.1.0   otel.scope.name = "opentracing-shim", otel.scope.version = "0.1.0", and otel.library.*
//
// Sources: "Jaeger": OpenTelemetry specification 1.31.0, trace/sdk_exporters/jaeger.md, the last release that has it.
// "non-OTLP": 1.60.0, common/mapping-to-non-otlp.md. "collector": the translator to Jaeger of opentelemetry-collector-contrib.
#pragma once

#include <string_view>

#include "opentelemetry/trace/span_metadata.h"

namespace tracebridge::jaeger {

enum class SpanField {
  kKind,
  kError,
  kStatusCode,
  kStatusDescription,
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

// In the order of the tags, which follow those of the attributes.
inline constexpr SpanTag kSpanTags[] = {
    {SpanField::kKind, "span.kind", "the kind is not Internal", "Jaeger, \"SpanKind\""},
    {SpanField::kError, "error", "the status is Error", "Jaeger, \"Error flag\""},
    {SpanField::kStatusCode, "otel.status_code", "the status is not Unset",
     "non-OTLP, \"Span Status\""},
    {SpanField::kStatusDescription, "otel.status_description", "the status has one",
     "non-OTLP, \"Span Status\""},
    {SpanField::kScopeName, "otel.scope.name", "the scope has one",
     "non-OTLP, \"InstrumentationScope\""},
    {SpanField::kScopeVersion, "otel.scope.version", "the scope has one",
     "non-OTLP, \"InstrumentationScope\""},
    {SpanField::kScopeName, "otel.library.name", "the scope has one",
     "non-OTLP, \"deprecated aliases MUST also be reported\""},
    {SpanField::kScopeVersion, "otel.library.version", "the scope has one",
     "non-OTLP, \"deprecated aliases MUST also be reported\""},
    {SpanField::kTraceState, "w3c.tracestate", "there is one", "collector; Jaeger says \"TBD\""},
    {SpanField::kDroppedAttributes, "otel.dropped_attributes_count", "it is not 0",
     "non-OTLP, \"Dropped Attributes Count\""},
    {SpanField::kDroppedEvents, "otel.dropped_events_count", "it is not 0",
     "non-OTLP, \"Dropped Events Count\""},
    {SpanField::kDroppedLinks, "otel.dropped_links_count", "it is not 0",
     "non-OTLP, \"Dropped Links Count\""},
};

// "except for SpanKind.INTERNAL, which SHOULD NOT be translated to a tag": empty.
inline std::string_view KindText(opentelemetry::trace::SpanKind kind) {
  using opentelemetry::trace::SpanKind;
  switch (kind) {
    case SpanKind::kInternal:
      return "";
    case SpanKind::kServer:
      return "server";
    case SpanKind::kClient:
      return "client";
    case SpanKind::kProducer:
      return "producer";
    case SpanKind::kConsumer:
      return "consumer";
  }
  return "";
}

// non-OTLP: "MUST NOT be set if the status code is UNSET": empty.
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

}  // namespace tracebridge::jaeger
