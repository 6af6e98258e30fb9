#include "migration/tail/otlp_endpoint.h"

#include <algorithm>
#include <utility>

#include "migration/tail/host_name.h"
#include "migration/tail/inflate.h"
#include "migration/tail/json_decoder.h"
#include "migration/tail/proto_decoder.h"
#include "migration/tail/text.h"

namespace tracebridge::tail {
namespace {
struct ContentType {
  std::string_view name;
  BodyType type;
};

constexpr ContentType kContentTypes[] = {
    {"application/x-protobuf", BodyType::kProtobuf},
    {"application/json", BodyType::kJson},
};

// Parameters (`; charset=utf-8`) say nothing that OTLP leaves open.
std::optional<BodyType> BodyTypeOf(const RequestHead& head) {
  if (head.content_type.size() != 1) return std::nullopt;
  const std::string& field = head.content_type.front();
  const std::string name = AsciiLower(Trim(field.substr(0, field.find(';'))));
  for (const ContentType& row : kContentTypes) {
    if (row.name == name) return row.type;
  }
  return std::nullopt;
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

OtlpEndpoint::OtlpEndpoint(EndpointOptions options, OnSpans on_spans)
    : options_(std::move(options)), on_spans_(std::move(on_spans)) {}

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

std::optional<Reply> OtlpEndpoint::Refuse(const RequestHead& head) const {
  const BodyType type = BodyTypeOf(head).value_or(BodyType::kJson);
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
  if (head.target.substr(0, head.target.find('?')) != "/v1/traces") {
    return Refused(type, 404, "only /v1/traces is served here: traces, no metrics, no logs");
  }
  if (head.method != "POST") {
    return With(Refused(type, 405, "only POST is answered here"), "Allow", "POST");
  }
  if (!BodyTypeOf(head)) {
    return Refused(type, 415, "Content-Type must be application/x-protobuf or application/json");
  }
  if (!EncodingOf(head)) {
    return With(Refused(type, 415, "Content-Encoding must be gzip, deflate or identity"),
                "Accept-Encoding", "gzip, deflate, identity");
  }
  if (head.content_length.value_or(0) > options_.max_body) return TooLarge(head);
  return std::nullopt;
}

Reply OtlpEndpoint::Malformed(const RequestHead& head, const std::string& reason) const {
  return Refused(BodyTypeOf(head).value_or(BodyType::kJson), 400, "this is not HTTP: " + reason);
}

Reply OtlpEndpoint::TooLarge(const RequestHead& head) const {
  return Refused(BodyTypeOf(head).value_or(BodyType::kJson), 413,
                 "the body is larger than " + std::to_string(options_.max_body) + " bytes");
}

Reply OtlpEndpoint::Busy(const RequestHead& head) const {
  return With(Refused(BodyTypeOf(head).value_or(BodyType::kJson), 503, "too much to read at once"),
              "Retry-After", "1");
}

Reply OtlpEndpoint::Receive(const RequestHead& head, std::string body) const {
  const BodyType type = *BodyTypeOf(head);
  auto inflated = Inflate(*EncodingOf(head), std::move(body), options_.max_body);
  if (const auto* error = std::get_if<DecodeError>(&inflated)) return ReplyTo(type, *error);

  std::string& text = std::get<std::string>(inflated);
  DecodeResult result = type == BodyType::kProtobuf ? DecodeProto(text, options_.decode)
                                                    : DecodeJson(std::move(text), options_.decode);
  if (const auto* error = std::get_if<DecodeError>(&result)) return ReplyTo(type, *error);

  auto& traces = std::get<DecodedTraces>(result);
  on_spans_(std::move(traces.spans));
  if (traces.rejected_spans == 0) return Accepted(type);
  return AcceptedInPart(type, traces.rejected_spans, traces.rejection);
}

}  // namespace tracebridge::tail
