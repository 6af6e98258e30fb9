// A batch as OTLP JSON, on one line.
//
//   {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
//    "scopeSpans":[{"scope":{"name":"lib"},"spans":[{"traceId":"5b8aa5a2d2c872e8321cf37308d69df2", ...
//
// Unlike Protobuf's own JSON mapping: ids are hexadecimal, enumerators are numbers. 64-bit integers are
// text; doubles that JSON lacks are "NaN", "Infinity" and "-Infinity".
//
// Source: opentelemetry-proto 1.10, docs/specification.md, "JSON Protobuf Encoding".
#pragma once

#include <string>

#include "otel_core/exporters/otlp/src/span_groups.h"

namespace tracebridge::otlp {

// Replaces `*out` with the request, without a line break. Throws std::bad_alloc.
void EncodeJson(const SpanGroups& groups, std::string* out);

}  // namespace tracebridge::otlp
