// Rows of a gRPC call: unary, over loopback, client and server in this process, whose CPU time is the figure. What it costs without
// interceptors is the loop beside it.
#include <benchmark/benchmark.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/sdk/trace/batch_span_processor.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "tests/benchmarks/discarding_exporter.h"
#include "tests/benchmarks/row.h"
#include "tests/support/echo/echo.grpc.pb.h"
#include "tracebridge/grpc_census_credentials.h"
#include "tracebridge/grpc_interceptors.h"
#include "tracebridge/opencensus_propagator.h"

namespace tracebridge::bench {
namespace {

namespace propagation = opentelemetry::context::propagation;
namespace sdk = opentelemetry::sdk::trace;
using Formats = std::vector<std::unique_ptr<propagation::TextMapPropagator>>;

constexpr char kUntraced[] = "loop: gRPC unary call, without interceptors";

class EchoService final : public test::Echo::Service {
 public:
  grpc::Status Say(grpc::ServerContext*, const test::Text* request, test::Text* answer) override {
    *answer = *request;
    return grpc::Status::OK;
  }
};

// A server and a channel to it, both traced or neither.
class Ends {
 public:
  Ends(bool are_traced, std::shared_ptr<grpc::ServerCredentials> credentials) {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", std::move(credentials), &port);
    builder.RegisterService(&service_);
    std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> server;
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> client;
    if (are_traced) {
      server.push_back(GrpcServerInterceptor());
      client.push_back(GrpcClientInterceptor());
    }
    builder.experimental().SetInterceptorCreators(std::move(server));
    server_ = builder.BuildAndStart();
    stub_ = test::Echo::NewStub(grpc::experimental::CreateCustomChannelWithInterceptors(
        "127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials(), {},
        std::move(client)));
  }
  ~Ends() {
    server_->Shutdown();
    server_->Wait();
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;

  bool Call() {
    grpc::ClientContext context;
    test::Text request, answer;
    request.set_text("hello");
    return stub_->Say(&context, request, &answer).ok();
  }

 private:
  EchoService service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<test::Echo::Stub> stub_;
};

// The provider and the header formats of the process while it lives.
class Configured {
 public:
  explicit Configured(Formats formats)
      : provider_(std::make_shared<sdk::TracerProvider>(
            std::make_unique<sdk::BatchSpanProcessor>(std::make_unique<DiscardingExporter>(),
                                                      sdk::BatchSpanProcessorOptions()),
            opentelemetry::sdk::resource::Resource::Create({}),
            std::make_unique<sdk::AlwaysOnSampler>())) {
    opentelemetry::trace::Provider::SetTracerProvider(provider_);
    propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        std::make_shared<propagation::CompositePropagator>(std::move(formats)));
  }
  ~Configured() {
    opentelemetry::trace::Provider::SetTracerProvider(
        opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider>());
  }

 private:
  std::shared_ptr<sdk::TracerProvider> provider_;
};

void Call(benchmark::State& state, Ends& ends) {
  for (int i = 0; i < 200; ++i) ends.Call();  // threads and connections are there
  const Meter meter;
  for (auto _ : state) {
    if (!ends.Call()) return state.SkipWithError("a call failed");
  }
  meter.Report(state);
  state.counters["ns"] = state.counters["process_ns"];
}

void Untraced(benchmark::State& state) {
  if (IsTimedOnly(state)) return;
  Ends ends(false, grpc::InsecureServerCredentials());
  Call(state, ends);
}
BENCHMARK(Untraced)->Name(kUntraced);

// Of the instructions of a call, interceptors with W3C's headers are a fifth more.
void TracedW3c(benchmark::State& state) {
  if (IsTimedOnly(state)) return;
  Formats formats;
  formats.push_back(std::make_unique<opentelemetry::trace::propagation::HttpTraceContext>());
  const Configured configured(std::move(formats));
  Ends ends(true, grpc::InsecureServerCredentials());
  Call(state, ends);
  SetReference(state, kUntraced, 1.25);
}
BENCHMARK(TracedW3c)->Name("row: gRPC unary call, both ends traced, whole process");

void TracedW3cAndCensus(benchmark::State& state) {
  if (IsTimedOnly(state)) return;
  Formats formats;
  formats.push_back(std::make_unique<opentelemetry::trace::propagation::HttpTraceContext>());
  formats.push_back(std::make_unique<OpenCensusPropagator>());
  const Configured configured(std::move(formats));
  Ends ends(true, GrpcCensusInsecureServerCredentials());
  Call(state, ends);
  SetReference(state, kUntraced, 1.4);
}
BENCHMARK(TracedW3cAndCensus)
    ->Name("row: gRPC unary call, both ends traced, headers of OpenCensus too");

}  // namespace
}  // namespace tracebridge::bench
