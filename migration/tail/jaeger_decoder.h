// Decodes what Jaeger's clients send, in Thrift: a batch of spans in a request, or a call in a datagram.
//
//   tags span.kind, otel.status_code, error   ->  kind, status
//   tags otel.scope.*, otel.library.*         ->  scope; without them the client's own, by its process tags
//   log {event: "miss", key: "u42"}           ->  event miss {key: "u42"}
//   reference CHILD_OF T/S                    ->  link to T/S {opentracing.ref_type: "child_of"}, unless S is the parent
//
// It reads back what docs/jaeger.md says of our own exporter. Bytes in text that are not UTF-8 become U+FFFD: old clients
// let them through.
#pragma once

#include <string_view>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

enum class JaegerEncoding { kCompact, kBinary };

// Spans without valid ids are counted as rejected, the rest is kept. Nothing is allocated for a list before its length
// was held against the bytes that are left and against `limits`.
DecodeResult DecodeJaegerBatch(std::string_view body, const DecodeLimits& limits);

// The same for Agent.emitBatch. Another call is malformed.
DecodeResult DecodeJaegerCall(std::string_view datagram, JaegerEncoding encoding,
                              const DecodeLimits& limits);

}  // namespace tracebridge::tail
