// The front door, instrumented with OpenTracing: takes a request and asks the messages service.
//
//   edge PORT MESSAGES_PORT
#include <httplib.h>
#include <opentracing/ext/tags.h>
#include <opentracing/tracer.h>
#include <tracebridge/bridge.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "examples/messages/opentracing_headers.h"
#include "examples/messages/opentracing_server.h"
#include "examples/messages/service.h"

namespace messages {
namespace {

void GetMessages(int messages_port, const httplib::Request& request, httplib::Response& response) {
  auto span = StartServerSpan("GET /messages", request);
  auto tracer = opentracing::Tracer::Global();
  auto call = tracer->StartSpan(
      "messages.List",
      {opentracing::ChildOf(&span->context()),
       opentracing::SetTag(opentracing::ext::span_kind, opentracing::ext::span_kind_rpc_client),
       opentracing::SetTag(opentracing::ext::peer_service, "messages")});
  httplib::Headers headers;
  tracer->Inject(call->context(), HeaderWriter(headers));

  httplib::Client client("127.0.0.1", messages_port);
  const auto result = client.Get("/list?user=" + request.get_param_value("user"), headers);
  response.status = result ? result->status : 502;
  if (result) {
    response.set_content(result->body, "text/plain");
  } else {
    call->SetTag(opentracing::ext::error, true);
    call->Log({{"event", "error"}, {"message", httplib::to_string(result.error())}});
  }
  call->Finish();
  FinishServerSpan(*span, response);
}

}  // namespace
}  // namespace messages

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: edge PORT MESSAGES_PORT\n");
    return 2;
  }
  messages::BlockStopSignals();
  const auto bridge = tracebridge::Bridge::FromEnvironment();

  const int messages_port = std::atoi(argv[2]);
  httplib::Server server;
  server.Get("/messages",
             [messages_port](const httplib::Request& request, httplib::Response& response) {
               messages::GetMessages(messages_port, request, response);
             });
  return messages::Serve(server, std::atoi(argv[1]));
}
