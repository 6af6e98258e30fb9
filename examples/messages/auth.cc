// Who may read messages, instrumented with OpenCensus.
//
//   auth PORT
#include <httplib.h>
#include <tracebridge/bridge.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "examples/messages/service.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/status_code.h"
#include "opencensus/trace/with_span.h"

namespace messages {
namespace {

bool VerifyToken(const std::string& user, const opencensus::trace::Span& parent) {
  auto span = opencensus::trace::Span::StartSpan("token.Verify", &parent);
  Work(std::chrono::milliseconds(2));
  const bool known = !user.empty() && user != "mallory";
  span.AddAttribute("known", known);
  span.End();
  return known;
}

void Authorize(const httplib::Request& request, httplib::Response& response) {
  const auto caller = opencensus::trace::propagation::FromTraceParentHeader(
      request.get_header_value("traceparent"));
  auto span = opencensus::trace::Span::StartSpanWithRemoteParent("/auth", caller);
  opencensus::trace::WithSpan ws(span);
  response.status = VerifyToken(request.get_param_value("user"), span) ? 200 : 403;
  if (response.status != 200) {
    span.SetStatus(opencensus::trace::StatusCode::PERMISSION_DENIED, "not a known user");
  }
  span.End();
}

}  // namespace
}  // namespace messages

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: auth PORT\n");
    return 2;
  }
  messages::BlockStopSignals();
  const auto bridge = tracebridge::Bridge::FromEnvironment();

  httplib::Server server;
  server.Get("/auth", messages::Authorize);
  return messages::Serve(server, std::atoi(argv[1]));
}
