// Answers to POST /v1/traces and /v1/metrics, of which nothing is rejected in part, and to POST /api/traces and /api/v2/spans, which are a Jaeger collector's and a Zipkin server's.
//
//               OTLP                                                                   Jaeger, Zipkin
//   accepted    200  ExportTraceServiceResponse {}                                     202
//   in part     200  ExportTraceServiceResponse {partial_success {rejected_spans,      202  the same as text
//                    error_message}}
//   refused     4xx  google.rpc.Status {message}                                       4xx  the message as text
//
// Source: OTLP 1.11, "OTLP/HTTP Response": in the sender's own content type; JSON where that is
// unknown. For Jaeger what its collector 1.x answers; zipkin-api, zipkin2-api.yaml.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tracebridge::tail {

enum class BodyType { kProtobuf, kJson, kThrift, kZipkin };

struct Reply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // Content-Type included
  std::string body;
  std::string reason;  // of a refusal, as its body says it; safe for a terminal
};

Reply Accepted(BodyType type);
Reply AcceptedInPart(BodyType type, size_t rejected_spans, std::string_view reason);

// `message` is for the sender's developer. Bytes of it that are not UTF-8 are replaced.
Reply Refused(BodyType type, int status, std::string_view message);

}  // namespace tracebridge::tail
