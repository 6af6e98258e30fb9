// What may be posted to the receiver, and what becomes of it; HTTP itself is http_server.h.
//
//   400  no `Host`, or more than one; a body that is not what its type says
//   403  a `Host` that is not ours (a name rebound to this address), an `Origin` or
//   `Sec-Fetch-Site` of
//        another site (a page in the developer's browser)
//   404  any path but /v1/traces, /v1/metrics, /api/v2/spans for Zipkin's clients, and /api/traces for Jaeger's
//   405  any method but POST
//   413  a body, or what it decompresses or decodes to, over the limits
//   415  any type but application/x-protobuf and application/json, application/json for /api/v2/spans, application/x-thrift for
//        /api/traces; any encoding but gzip and deflate
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migration/tail/decoded.h"
#include "migration/tail/otlp_reply.h"

namespace tracebridge::tail {

struct EndpointOptions {
  std::string listen_host = "127.0.0.1";  // an address
  uint16_t port = 4318;
  std::vector<std::string> allowed_hosts;  // besides those of this machine's loopback
  size_t max_body = size_t{64} << 20;      // bytes, as sent and as decompressed
  DecodeLimits decode;
  // For Jaeger's clients; null: they are not served.
  std::function<DecodeResult(std::string_view body, const DecodeLimits&)> decode_jaeger;
};

// A request's line and header fields, as they came. Several fields of one name: all of them.
struct RequestHead {
  std::string method;
  std::string target;
  std::vector<std::string> host;
  std::vector<std::string> origin;
  std::vector<std::string> fetch_site;  // Sec-Fetch-Site
  std::vector<std::string> content_type;
  std::vector<std::string> content_encoding;
  std::optional<uint64_t> content_length;
};

class OtlpEndpoint {
 public:
  using OnSpans = std::function<void(std::vector<Span>)>;

  using OnMetrics = std::function<void(std::vector<Metric>)>;

  // Each gets the spans or the metrics of each request before Receive() returns.
  OtlpEndpoint(EndpointOptions options, OnSpans on_spans, OnMetrics on_metrics);

  // Returns the answer to a request whose body need not be read, or nothing: go on.
  std::optional<Reply> Refuse(const RequestHead& head) const;

  // Takes a request that Refuse() let pass.
  Reply Receive(const RequestHead& head, std::string body) const;

  // Answers to what only the reader of a connection can see: it is not HTTP (400), its body is too
  // large (413), or one too many (503).
  Reply Malformed(const RequestHead& head, const std::string& reason) const;
  Reply TooLarge(const RequestHead& head) const;
  Reply Busy(const RequestHead& head) const;

  size_t max_body() const { return options_.max_body; }

 private:
  DecodeResult Decode(BodyType type, std::string text) const;
  Reply ReceiveMetrics(BodyType type, std::string text) const;
  bool IsServed(const RequestHead& head) const;
  bool IsOurHost(const std::string& host) const;
  bool IsOurOrigin(const std::string& origin) const;

  const EndpointOptions options_;
  const OnSpans on_spans_;
  const OnMetrics on_metrics_;
};

}  // namespace tracebridge::tail
