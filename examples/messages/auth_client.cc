#include "examples/messages/auth_client.h"

#include <httplib.h>

#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/status_code.h"

namespace messages {

bool AuthClient::IsAllowed(const std::string& user) const {
  auto span = opencensus::trace::Span::StartSpan("auth");
  span.AddAttribute("user", user);

  httplib::Client client("127.0.0.1", port_);
  const auto result = client.Get(
      "/auth?user=" + user,
      {{"traceparent", opencensus::trace::propagation::ToTraceParentHeader(span.context())}});
  const bool allowed = result && result->status == 200;
  if (!result) {
    span.SetStatus(opencensus::trace::StatusCode::UNAVAILABLE, httplib::to_string(result.error()));
  } else if (!allowed) {
    span.SetStatus(opencensus::trace::StatusCode::PERMISSION_DENIED, "not a known user");
  }
  span.End();
  return allowed;
}

}  // namespace messages
