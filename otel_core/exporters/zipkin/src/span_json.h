// A batch as Zipkin's JSON, version 2: an array of spans.
//
//   [{"traceId":"5b8aa5a2d2c872e8321cf37308d69df2","id":"5fb397be34d26b51","kind":"CLIENT","name":"GET",
//     "timestamp":1700000000123456,"duration":1250,"localEndpoint":{"serviceName":"shop"},
//     "remoteEndpoint":{"serviceName":"cart"},"annotations":[{"timestamp":1700000000123999,"value":"miss"}],
//     "tags":{"otel.scope.name":"opencensus-shim","http.method":"GET"}}]
//
//   event miss {key: "u42", n: 3}   ->  annotation "miss": {"key":"u42","n":3}
//   attribute error: false          ->  nothing: a tag `error` is a failure, whatever it says
//   link 0 to T/S {n: 1}            ->  tag otlp.link.0 = T|S||{"n":1}|0
//
// Source: OpenTelemetry specification 1.60.0, trace/sdk_exporters/zipkin.md; zipkin-api, zipkin2-api.yaml; for links, of
// which the specification says "TBD", the translator of opentelemetry-collector-contrib.
#pragma once

#include <string>

#include "otel_core/exporters/otlp/src/span_groups.h"
#include "otel_core/exporters/zipkin/src/annotation.h"

namespace tracebridge::zipkin {

struct EncodeOptions {
  std::string service_name;  // where the resource says none; empty: "unknown_service"
  std::string ipv4;          // of the local endpoint; empty: not sent
  std::string ipv6;
  AnnotationStyle annotations = AnnotationStyle::kOpenTelemetry;
};

// Replaces `*out` with the spans, without a line break. Throws std::bad_alloc.
void EncodeSpans(const otlp::SpanGroups& groups, const EncodeOptions& options, std::string* out);

}  // namespace tracebridge::zipkin
