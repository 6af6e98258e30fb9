// A JSON request body of POST /v1/traces or /v1/metrics, decoded.
//
//   {"traceId": "5b8efff798038103d269b633813fc60c"}                 hex ids, in either case
//   {"value": {"intValue": "42"}}   {"value": {"intValue": 42}}     64-bit integers as text or
//   number
//   {"value": {"doubleValue": "NaN"}}                               what JSON numbers cannot say
//   {"value": {"doubleValue": null}}   {"value": {}}                what JavaScript makes of it: no
//   value
//   {"kind": 2}   {"kind": "SPAN_KIND_SERVER"}                      the second by older exporters
//
// Source: OTLP 1.11, "JSON Protobuf Encoding"; proto3, "JSON mapping".
#pragma once

#include <string>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

// Returns the spans of an ExportTraceServiceRequest, in its order. Unknown names are skipped, null
// is as good as absent, and an escaped half of a surrogate pair (JavaScript cuts text there) is
// U+FFFD. Builds no document: memory is bounded by `limits` and the body.
DecodeResult DecodeJson(std::string body, const DecodeLimits& limits = {});

// The same for the metrics of an ExportMetricsServiceRequest.
MetricsResult DecodeMetricsJson(std::string body, const DecodeLimits& limits = {});

}  // namespace tracebridge::tail
