#include "migration/tail/otlp_endpoint.h"

#include <algorithm>
#include <utility>

#include "migration/tail/host_name.h"
#include "migration/tail/inflate.h"
#include "migration/tail/json_decoder.h"
#include "migration/tail/proto_decoder.h"
#include "migration/tail/proto_metrics_decoder.h"
#include "migration/tail/text.h"
#include "migration/tail/zipkin_decoder.h"

namespace tracebridge::tail {
namespace {
constexpr std::string_view kOtlpPath = "/v1/traces";
constexpr std::string_view kMetricsPath = "/v1/metrics";
constexpr std::string_view kJaegerPath = "/api/traces";
constexpr std::string_view kZipkinPath = "/api/v2/spans";
// The one format of a Jaeger collector; some clients name it.
constexpr std::string_view kJaegerQuery = "format=jaeger.thrift";

struct ContentType {
  std::string_view path;
  std::string_view name;
  BodyType type;
};

constexpr ContentType kContentTypes[] = {
    {kOtlpPath, "application/x-protobuf", BodyType::kProtobuf},
    {kOtlpPath, "application/json", BodyType::kJson},
    {kMetricsPath, "application/x-protobuf", BodyType::kProtobuf},
    {kMetricsPath, "application/json", BodyType::kJson},
    {kJaegerPath, "application/x-thrift", BodyType::kThrift},
    {kJaegerPath, "application/vnd.apache.thrift.binary", BodyType::kThrift},
    {kZipkinPath, "application/json", BodyType::kZipkin},
};

struct Path {
  std::string_view path;
  BodyType answer;  // the form of answers where the sender's type says none
  const char* types;
};

constexpr Path kPaths[] = {
    {kOtlpPath, BodyType::kJson, "application/x-protobuf or application/json"},
    {kMetricsPath, BodyType::kJson, "application/x-protobuf or application/json"},
    {kJaegerPath, BodyType::kThrift, "application/x-thrift"},
    {kZipkinPath, BodyType::kZipkin, "application/json"},
};

std::string_view PathOf(const RequestHead& head) {
  return std::string_view(head.target).substr(0, head.target.find('?'));
}

std::string_view QueryOf(const RequestHead& head) {
  const std::size_t mark = head.target.find('?');
  return mark == std::string::npos ? "" : std::string_view(head.target).substr(mark + 1);
}

// Null for a path that is not served.
const Path* KnownPath(const RequestHead& head) {
  for (const Path& row : kPaths) {
    if (row.path == PathOf(head)) return &row;
  }
  return nullptr;
}

// Of a body that was posted to `path`. Parameters (`; charset=utf-8`) say nothing that the formats leave open.
std::optional<BodyType> BodyTypeOf(const RequestHead& head, std::string_view path) {
  if (head.content_type.size() != 1) return std::nullopt;
  const std::string& field = head.content_type.front();
  const std::string name = AsciiLower(Trim(field.substr(0, field.find(';'))));
  for (const ContentType& row : kContentTypes) {
    if (row.path == path && row.name == name) return row.type;
  }
  return std::nullopt;
}

// The type that an answer should have.
BodyType AnswerTypeTo(const RequestHead& head) {
  const Path* const path = KnownPath(head);
  return BodyTypeOf(head, path == nullptr ? kOtlpPath : path->path)
      .value_or(path == nullptr ? BodyType::kJson : path->answer);
}

std::optional<ContentEncoding> EncodingOf(const RequestHead& head) {
  if (head.content_encoding.empty()) return ContentEncoding::kIdentity;
  if (head.content_encoding.size() > 1) return std::nullopt;
  return ParseContentEncoding(head.content_encoding.front());
}

Reply With(Reply reply, const char* name, const char* value) {
  reply.headers.emplace_back(name, value);
  return reply;
}

Reply ReplyTo(BodyType type, const DecodeError& error) {
  return Refused(type, error.code == DecodeError::Code::kTooLarge ? 413 : 400, error.message);
}

}  // namespace

OtlpEndpoint::OtlpEndpoint(EndpointOptions options, OnSpans on_spans, OnMetrics on_metrics)
    : options_(std::move(options)),
      on_spans_(std::move(on_spans)),
      on_metrics_(std::move(on_metrics)) {}

// A name can be rebound to any address by whoever owns it; an address cannot.
bool OtlpEndpoint::IsOurHost(const std::string& host) const {
  const std::optional<HostAndPort> parsed = ParseHost(host);
  if (!parsed) return false;
  if (IsLoopback(parsed->host)) return true;
  if (IsIpAddress(parsed->host) && !IsLoopback(options_.listen_host)) return true;
  return std::find(options_.allowed_hosts.begin(), options_.allowed_hosts.end(), parsed->host) !=
         options_.allowed_hosts.end();
}

bool OtlpEndpoint::IsOurOrigin(const std::string& origin) const {
  constexpr std::string_view kScheme = "http://";
  if (origin.compare(0, kScheme.size(), kScheme) != 0) return false;
  const std::string host = origin.substr(kScheme.size());
  const std::optional<HostAndPort> parsed = ParseHost(host);
  return parsed && parsed->port.value_or(80) == options_.port && IsOurHost(host);
}

bool OtlpEndpoint::IsServed(const RequestHead& head) const {
  if (PathOf(head) == kJaegerPath) return options_.decode_jaeger != nullptr;
  return KnownPath(head) != nullptr;
}

std::optional<Reply> OtlpEndpoint::Refuse(const RequestHead& head) const {
  const BodyType type = AnswerTypeTo(head);
  if (head.host.size() != 1) return Refused(type, 400, "the request needs one Host");
  if (!IsOurHost(head.host.front())) {
    return Refused(type, 403,
                   "host \"" + head.host.front() + "\" is not served here (see --allow-host)");
  }
  if (!std::all_of(head.origin.begin(), head.origin.end(),
                   [this](const std::string& origin) { return IsOurOrigin(origin); })) {
    return Refused(type, 403, "origin \"" + head.origin.front() + "\" may not post here");
  }
  for (const std::string& site : head.fetch_site) {
    if (site != "same-origin" && site != "none") {
      return Refused(type, 403, "pages of other sites may not post here");
    }
  }
  if (!IsServed(head)) {
    return Refused(type, 404,
                   std::string("only /v1/traces, /v1/metrics") +
                       (options_.decode_jaeger == nullptr ? "" : ", /api/traces") +
                       " and /api/v2/spans are served here: traces and metrics, no logs");
  }
  if (head.method != "POST") {
    return With(Refused(type, 405, "only POST is answered here"), "Allow", "POST");
  }
  if (!BodyTypeOf(head, PathOf(head))) {
    return Refused(type, 415, std::string("Content-Type must be ") + KnownPath(head)->types);
  }
  if (PathOf(head) == kJaegerPath && !QueryOf(head).empty() && QueryOf(head) != kJaegerQuery) {
    return Refused(type, 400, "the format must be jaeger.thrift");
  }
  if (!EncodingOf(head)) {
    return With(Refused(type, 415, "Content-Encoding must be gzip, deflate or identity"),
                "Accept-Encoding", "gzip, deflate, identity");
  }
  if (head.content_length.value_or(0) > options_.max_body) return TooLarge(head);
  return std::nullopt;
}

Reply OtlpEndpoint::Malformed(const RequestHead& head, const std::string& reason) const {
  return Refused(AnswerTypeTo(head), 400, "this is not HTTP: " + reason);
}

Reply OtlpEndpoint::TooLarge(const RequestHead& head) const {
  return Refused(AnswerTypeTo(head), 413,
                 "the body is larger than " + std::to_string(options_.max_body) + " bytes");
}

Reply OtlpEndpoint::Busy(const RequestHead& head) const {
  return With(Refused(AnswerTypeTo(head), 503, "too much to read at once"), "Retry-After", "1");
}

DecodeResult OtlpEndpoint::Decode(BodyType type, std::string text) const {
  switch (type) {
    case BodyType::kProtobuf:
      return DecodeProto(text, options_.decode);
    case BodyType::kJson:
      return DecodeJson(std::move(text), options_.decode);
    case BodyType::kZipkin:
      return DecodeZipkin(std::move(text), options_.decode);
    case BodyType::kThrift:
      break;
  }
  return options_.decode_jaeger(text, options_.decode);
}

Reply OtlpEndpoint::ReceiveMetrics(BodyType type, std::string text) const {
  MetricsResult result = type == BodyType::kProtobuf
                             ? DecodeMetricsProto(text, options_.decode)
                             : DecodeMetricsJson(std::move(text), options_.decode);
  if (const auto* error = std::get_if<DecodeError>(&result)) return ReplyTo(type, *error);
  on_metrics_(std::move(std::get<DecodedMetrics>(result).metrics));
  return Accepted(type);
}

Reply OtlpEndpoint::Receive(const RequestHead& head, std::string body) const {
  const BodyType type = *BodyTypeOf(head, PathOf(head));
  auto inflated = Inflate(*EncodingOf(head), std::move(body), options_.max_body);
  if (const auto* error = std::get_if<DecodeError>(&inflated)) return ReplyTo(type, *error);

  std::string& text = std::get<std::string>(inflated);
  if (PathOf(head) == kMetricsPath) return ReceiveMetrics(type, std::move(text));
  DecodeResult result = Decode(type, std::move(text));
  if (const auto* error = std::get_if<DecodeError>(&result)) return ReplyTo(type, *error);

  auto& traces = std::get<DecodedTraces>(result);
  on_spans_(std::move(traces.spans));
  if (traces.rejected_spans == 0) return Accepted(type);
  return AcceptedInPart(type, traces.rejected_spans, traces.rejection);
}

}  // namespace tracebridge::tail
