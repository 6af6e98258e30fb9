#include "migration/tail/otlp_reply.h"

#include <nlohmann/json.hpp>

#include "migration/tail/text.h"
#include "otel_core/proto/otlp/trace_service.pb.h"

namespace tracebridge::tail {
namespace {
using Json = nlohmann::ordered_json;

Reply WithBody(BodyType type, int status, const google::protobuf::MessageLite& proto,
               const Json& json) {
  const bool is_proto = type == BodyType::kProtobuf;
  return {status,
          {{"Content-Type", is_proto ? "application/x-protobuf" : "application/json"}},
          is_proto ? proto.SerializeAsString() : json.dump(),
          {}};
}

bool IsOtlp(BodyType type) { return type == BodyType::kProtobuf || type == BodyType::kJson; }

Reply Text(int status, std::string text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text), {}};
}

}  // namespace

Reply Accepted(BodyType type) {
  if (!IsOtlp(type)) return Text(202, "");
  return WithBody(type, 200, otlp::v1::ExportTraceServiceResponse(), Json::object());
}

Reply AcceptedInPart(BodyType type, size_t rejected_spans, std::string_view reason) {
  const std::string message = TerminalText(reason);
  if (!IsOtlp(type)) {
    return Text(202, std::to_string(rejected_spans) + " spans rejected: " + message + "\n");
  }
  otlp::v1::ExportTraceServiceResponse response;
  response.mutable_partial_success()->set_rejected_spans(static_cast<int64_t>(rejected_spans));
  response.mutable_partial_success()->set_error_message(message);
  return WithBody(
      type, 200, response,
      {{"partialSuccess",
        {{"rejectedSpans", std::to_string(rejected_spans)}, {"errorMessage", message}}}});
}

Reply Refused(BodyType type, int status, std::string_view message) {
  const std::string safe = TerminalText(message);
  otlp::v1::RpcStatus proto;
  proto.set_message(safe);
  Reply reply =
      IsOtlp(type) ? WithBody(type, status, proto, {{"message", safe}}) : Text(status, safe + "\n");
  reply.reason = safe;
  return reply;
}

}  // namespace tracebridge::tail
