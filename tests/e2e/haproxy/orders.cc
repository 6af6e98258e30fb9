// A service that is instrumented with OpenTelemetry alone.
//
//   orders PORT
#include <httplib.h>
#include <opentelemetry/context/propagation/global_propagator.h>
#include <opentelemetry/context/runtime_context.h>
#include <opentelemetry/trace/provider.h>
#include <opentelemetry/trace/scope.h>
#include <tracebridge/bridge.h>

#include <cstdlib>
#include <string>

#include "examples/messages/service.h"

namespace {

namespace context = opentelemetry::context;
namespace trace = opentelemetry::trace;

class RequestCarrier final : public context::propagation::TextMapCarrier {
 public:
  explicit RequestCarrier(const httplib::Request& request) : request_(request) {}

  opentelemetry::nostd::string_view Get(
      opentelemetry::nostd::string_view key) const noexcept override {
    const auto found = request_.headers.find(std::string(key));
    return found == request_.headers.end() ? "" : opentelemetry::nostd::string_view(found->second);
  }
  void Set(opentelemetry::nostd::string_view, opentelemetry::nostd::string_view) noexcept override {
  }

 private:
  const httplib::Request& request_;
};

void Orders(const httplib::Request& request, httplib::Response& response) {
  const RequestCarrier carrier(request);
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = context::propagation::GlobalTextMapPropagator::GetGlobalPropagator()->Extract(
      carrier, current);
  const auto tracer = trace::Provider::GetTracerProvider()->GetTracer("orders");
  const trace::Scope scope(tracer->StartSpan("/orders", options));
  tracer->StartSpan("load")->End();
  response.set_content("none", "text/plain");
  trace::Tracer::GetCurrentSpan()->End();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  messages::BlockStopSignals();
  const auto bridge = tracebridge::Bridge::FromEnvironment();
  httplib::Server server;
  server.Get("/orders", Orders);
  return messages::Serve(server, std::atoi(argv[1]));
}
