// A traced server and a traced channel in this process, and the spans that came of their calls.
//
//   EchoRig rig(Headers::kBoth);
//   rig.Serve(&service);
//   ... rig.stub() ...
//   rig.Stop();                    // all calls are over
//   rig.Text()   ->   "root\n  client tracebridge.test.Echo/Say OK\n    server tracebridge.test.Echo/Say OK\n"
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "tests/support/echo/echo.grpc.pb.h"
#include "tracebridge/grpc_census_credentials.h"
#include "tracebridge/grpc_interceptors.h"
#include "tracebridge/opencensus_propagator.h"

namespace tracebridge::test {

enum class Headers { kW3c, kCensus, kBoth };

// Sees each call before the interceptor of ours does, and counts what is current on the thread then, which nothing may be.
class ThreadWatch final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit ThreadWatch(std::atomic<int>* left_behind) : left_behind_(left_behind) {}

  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo*) override {
    return new Watch(left_behind_);
  }

 private:
  struct Watch final : grpc::experimental::Interceptor {
    explicit Watch(std::atomic<int>* left_behind) : count(left_behind) {}
    void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
      using grpc::experimental::InterceptionHookPoints;
      const opentelemetry::context::Context nothing;
      if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_INITIAL_METADATA) &&
          !(opentelemetry::context::RuntimeContext::GetCurrent() == nothing)) {
        ++*count;
      }
      methods->Proceed();
    }
    std::atomic<int>* count;
  };

  std::atomic<int>* left_behind_;
};

class EchoRig {
 public:
  using SpanData = opentelemetry::sdk::trace::SpanData;
  using Spans = std::vector<std::unique_ptr<SpanData>>;
  using ClientInterceptors =
      std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>>;
  using ServerInterceptors =
      std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>;

  explicit EchoRig(Headers headers = Headers::kW3c) {
    namespace sdk = opentelemetry::sdk::trace;
    auto exporter =
        opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory_, 100000);
    opentelemetry::trace::Provider::SetTracerProvider(
        std::shared_ptr<opentelemetry::trace::TracerProvider>(sdk::TracerProviderFactory::Create(
            sdk::SimpleSpanProcessorFactory::Create(std::move(exporter)))));
    SetHeaders(headers);
  }

  ~EchoRig() {
    Stop();
    opentelemetry::trace::Provider::SetTracerProvider(
        std::shared_ptr<opentelemetry::trace::TracerProvider>());
  }

  EchoRig(const EchoRig&) = delete;
  EchoRig& operator=(const EchoRig&) = delete;

  static void SetHeaders(Headers headers) {
    namespace propagation = opentelemetry::context::propagation;
    std::vector<std::unique_ptr<propagation::TextMapPropagator>> formats;
    if (headers != Headers::kCensus) {
      formats.push_back(std::make_unique<opentelemetry::trace::propagation::HttpTraceContext>());
      formats.push_back(std::make_unique<opentelemetry::baggage::propagation::BaggagePropagator>());
    }
    if (headers != Headers::kW3c) formats.push_back(std::make_unique<OpenCensusPropagator>());
    propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        std::shared_ptr<propagation::TextMapPropagator>(
            std::make_shared<propagation::CompositePropagator>(std::move(formats))));
  }

  // What Serve() and Channel() are to do otherwise, set before.
  std::shared_ptr<grpc::ServerCredentials> server_credentials =
      GrpcCensusInsecureServerCredentials();
  std::shared_ptr<grpc::ChannelCredentials> channel_credentials =
      grpc::InsecureChannelCredentials();
  std::function<void(grpc::ServerBuilder&)> prepare;
  ClientInterceptors before_clients, behind_clients;  // of ours
  ServerInterceptors behind_servers;

  void Serve(grpc::Service* service) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", server_credentials, &port_);
    builder.RegisterService(service);
    if (prepare) prepare(builder);
    // As few threads as it takes for two calls at a time and the answers between them.
    builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
    builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 2);
    ServerInterceptors traced;
    traced.push_back(GrpcServerInterceptor());
    MoveTo(&traced, &behind_servers);
    traced.push_back(std::make_unique<ThreadWatch>(&left_behind_));
    builder.experimental().SetInterceptorCreators(std::move(traced));
    server_ = builder.BuildAndStart();
    stub_ = Echo::NewStub(Channel(true));
  }

  // Returns a channel of its own to the server.
  std::shared_ptr<grpc::Channel> Channel(bool is_traced) {
    ClientInterceptors traced;
    MoveTo(&traced, &before_clients);
    if (is_traced) traced.push_back(GrpcClientInterceptor());
    MoveTo(&traced, &behind_clients);
    return grpc::experimental::CreateCustomChannelWithInterceptors(
        "127.0.0.1:" + std::to_string(port_), channel_credentials, {}, std::move(traced));
  }

  Echo::Stub& stub() { return *stub_; }
  grpc::Server& server() { return *server_; }

  // Returns when no call is open any more.
  void Stop() {
    if (server_ == nullptr) return;
    server_->Shutdown();
    server_->Wait();
    server_.reset();
    stub_.reset();
    EXPECT_EQ(left_behind_, 0) << "calls came to threads on which something was current";
  }

  // Returns the spans that ended since the last call, in that order.
  Spans Take() { return memory_->GetSpans(); }

  // Returns their trees, children indented; siblings by text. Of an RPC: kind, name, code, and what it says of an error.
  std::string Text() {
    const Spans spans = Take();
    std::string text;
    for (const auto& span : spans) {
      const bool is_root = std::none_of(spans.begin(), spans.end(), [&](const auto& other) {
        return other->GetSpanId() == span->GetParentSpanId();
      });
      if (is_root) text += Tree(spans, *span, 0);
    }
    return text;
  }

  static std::string Line(const SpanData& span) {
    using opentelemetry::trace::SpanKind;
    std::string line;
    if (span.GetSpanKind() == SpanKind::kClient) line += "client ";
    if (span.GetSpanKind() == SpanKind::kServer) line += "server ";
    line += std::string(span.GetName().data(), span.GetName().size());
    const auto& attributes = span.GetAttributes();
    const auto code = attributes.find("rpc.grpc.status_code");
    if (code != attributes.end()) {
      line += " " + std::to_string(opentelemetry::nostd::get<std::int64_t>(code->second));
    }
    if (span.GetStatus() == opentelemetry::trace::StatusCode::kError) {
      line += " error \"" + std::string(span.GetDescription()) + '"';
    }
    return line;
  }

 private:
  template <class List>
  static void MoveTo(List* list, List* more) {
    for (auto& one : *more) list->push_back(std::move(one));
    more->clear();
  }

  static std::string Tree(const Spans& spans, const SpanData& root, int depth) {
    std::vector<std::string> children;
    for (const auto& span : spans) {
      if (span->GetParentSpanId() == root.GetSpanId()) {
        EXPECT_EQ(span->GetTraceId(), root.GetTraceId());
        children.push_back(Tree(spans, *span, depth + 1));
      }
    }
    std::sort(children.begin(), children.end());
    std::string text = std::string(2 * depth, ' ') + Line(root) + "\n";
    for (const std::string& child : children) text += child;
    return text;
  }

  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> memory_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Echo::Stub> stub_;
  int port_ = 0;
  std::atomic<int> left_behind_{0};
};

}  // namespace tracebridge::test
