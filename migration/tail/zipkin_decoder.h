// A JSON request body of POST /api/v2/spans, which Zipkin's clients send, decoded.
//
//   "traceId": "a3ce929d0e0e4736"                            64-bit ids are padded with zeros
//   "timestamp": 1700000000123456.8                          JavaScript's have fractions
//   "localEndpoint": {"serviceName": "shop", "ipv4": "10.0.0.1"}  ->  resource {service.name, network.local.address}
//   "remoteEndpoint": {"serviceName": "cart"}                ->  attribute peer.service, unless there is a tag of that name
//   tags otel.status_code, error                             ->  status
//   tags otel.scope.*, otel.library.*                        ->  scope; without them the client's own
//   annotation "miss": {"key":"u42"}                         ->  event miss {key: "u42"}
//   tag otlp.link.0 = T|S|state|{"n":1}|0                    ->  link to T/S {n: 1}
//   "debug": true, "shared": true                            ->  attributes zipkin.debug, zipkin.shared
//
// It reads back what docs/zipkin.md says of our own exporter. Source: zipkin-api, zipkin2-api.yaml; OpenTelemetry specification
// 1.60.0, trace/sdk_exporters/zipkin.md.
#pragma once

#include <string>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

// Returns the spans, in their order; those without valid ids are counted as rejected. Unknown names are skipped, null is as
// good as absent, and half of a surrogate pair is U+FFFD. Builds no document: memory is bounded by `limits` and the body.
DecodeResult DecodeZipkin(std::string body, const DecodeLimits& limits = {});

}  // namespace tracebridge::tail
