// A gRPC service on whatever formats OTEL_PROPAGATORS names, traced by the interceptors. Spans go to the OTLP file of the environment.
//
//   grpc_service serve      "listening on 127.0.0.1:PORT"; answers Say with {"traceId": ..., "spanId": ..., "user": ..., "tags": ...} of
//                           what is current in its handler, until its standard input ends
//   grpc_service call PORT  one Say, below a span "call", with baggage user=alice and the tag caller=me; prints {"traceId": ...,
//                           "status": ..., "answer": ...}
#include <grpcpp/grpcpp.h>
#include <tracebridge/bridge.h>
#include <tracebridge/current_trace_ids.h>
#include <tracebridge/grpc_census_credentials.h>
#include <tracebridge/grpc_interceptors.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "opencensus/tags/context_util.h"
#include "opencensus/tags/with_tag_map.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "tests/support/echo/echo.grpc.pb.h"

namespace {

using nlohmann::json;
using opentelemetry::context::RuntimeContext;
using tracebridge::test::Echo;
using tracebridge::test::Text;

json Describe() {
  const auto ids = tracebridge::CurrentTraceIds();
  std::string user;
  opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent())->GetValue("user", user);
  json tags = json::object();
  for (const auto& [key, value] : opencensus::tags::GetCurrentTagMap().tags()) {
    tags[key.name()] = value;
  }
  return {{"traceId", ids.trace_id}, {"spanId", ids.span_id}, {"user", user}, {"tags", tags}};
}

class Service final : public Echo::Service {
  grpc::Status Say(grpc::ServerContext*, const Text*, Text* answer) override {
    answer->set_text(Describe().dump());
    return grpc::Status::OK;
  }
};

int Serve() {
  Service service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", tracebridge::GrpcCensusInsecureServerCredentials(),
                           &port);
  builder.RegisterService(&service);
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> traced;
  traced.push_back(tracebridge::GrpcServerInterceptor());
  builder.experimental().SetInterceptorCreators(std::move(traced));
  const auto server = builder.BuildAndStart();
  std::printf("listening on 127.0.0.1:%d\n", port);
  std::fflush(stdout);
  while (std::getchar() != EOF) continue;
  server->Shutdown();
  return 0;
}

int Call(const std::string& port) {
  std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> traced;
  traced.push_back(tracebridge::GrpcClientInterceptor());
  const auto stub = Echo::NewStub(grpc::experimental::CreateCustomChannelWithInterceptors(
      "127.0.0.1:" + port, grpc::InsecureChannelCredentials(), {}, std::move(traced)));

  const auto span =
      opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("caller")->StartSpan("call");
  const opentelemetry::trace::Scope scope(span);
  auto context = RuntimeContext::GetCurrent();
  const auto token = RuntimeContext::Attach(opentelemetry::baggage::SetBaggage(
      context, opentelemetry::baggage::Baggage::GetDefault()->Set("user", "alice")));
  const opencensus::tags::WithTagMap tags(
      opencensus::tags::TagMap({{opencensus::tags::TagKey::Register("caller"), "me"}}));

  grpc::ClientContext call;
  Text answer;
  const grpc::Status status = stub->Say(&call, Text(), &answer);
  span->End();
  const json result = {{"traceId", tracebridge::CurrentTraceIds().trace_id},
                       {"status", static_cast<int>(status.error_code())},
                       {"answer", answer.text()}};
  std::printf("%s\n", result.dump().c_str());
  return status.ok() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto bridge = tracebridge::Bridge::FromEnvironment();
  if (argc == 2 && std::string(argv[1]) == "serve") return Serve();
  if (argc == 3 && std::string(argv[1]) == "call") return Call(argv[2]);
  std::fprintf(stderr, "grpc_service serve | grpc_service call PORT\n");
  return 2;
}
