// Collected metrics as OTLP JSON, on one line.
//
//   {"resourceMetrics":[{"resource":{...},"scopeMetrics":[{"scope":{"name":"lib"},"metrics":[{"name":"shop.requests",
//    "sum":{"dataPoints":[{"timeUnixNano":"5","asInt":"3"}],"aggregationTemporality":2,"isMonotonic":true}}]}]}]}
//
// Source: opentelemetry-proto 1.10, docs/specification.md, "JSON Protobuf Encoding".
#pragma once

#include <string>

#include "otel_core/exporters/otlp/src/metric_groups.h"

namespace tracebridge::otlp {

// Replaces `*out` with the request, without a line break. Throws std::bad_alloc.
void EncodeJson(const MetricGroups& groups, std::string* out);

}  // namespace tracebridge::otlp
