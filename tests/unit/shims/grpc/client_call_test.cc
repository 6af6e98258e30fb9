// A call has one span with its status, in whatever order gRPC tells of its beginning and its end.
#include "shims/grpc/client_call.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"

namespace tracebridge::grpc_interceptors {
namespace client_call_test {
namespace {

namespace propagation = opentelemetry::context::propagation;
namespace sdk = opentelemetry::sdk::trace;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;

const grpc::Status kOk;
const grpc::Status kGone(grpc::StatusCode::CANCELLED, "gone");

class GrpcClientCallTest : public testing::Test {
 protected:
  GrpcClientCallTest() {
    auto exporter =
        opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory_, 100000);
    trace::Provider::SetTracerProvider(
        std::shared_ptr<trace::TracerProvider>(sdk::TracerProviderFactory::Create(
            sdk::SimpleSpanProcessorFactory::Create(std::move(exporter)))));
    propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        std::shared_ptr<propagation::TextMapPropagator>(
            std::make_shared<trace::propagation::HttpTraceContext>()));
  }
  ~GrpcClientCallTest() override {
    trace::Provider::SetTracerProvider(std::shared_ptr<trace::TracerProvider>());
    propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        std::shared_ptr<propagation::TextMapPropagator>(
            std::make_shared<propagation::NoOpPropagator>()));
  }

  void Begin(ClientCall& call) { call.Begin(&sent_); }

  // Returns the spans that ended: name, code and description.
  std::string Ended() {
    std::string text;
    for (const auto& span : memory_->GetSpans()) {
      text += std::string(span->GetName()) + " " +
              std::to_string(opentelemetry::nostd::get<std::int64_t>(
                  span->GetAttributes().at("rpc.grpc.status_code"))) +
              " " + std::string(span->GetDescription()) + "\n";
    }
    return text;
  }

  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> memory_;
  std::multimap<std::string, std::string> sent_;
};

TEST_F(GrpcClientCallTest, IsASpanFromBeginningToEnd) {
  ClientCall call("/shop.Orders/Find", Context());
  Begin(call);
  EXPECT_EQ(sent_.count("traceparent"), 1u);
  EXPECT_EQ(Ended(), "");
  call.End(kOk);
  EXPECT_EQ(Ended(), "shop.Orders/Find 0 \n");
}

TEST_F(GrpcClientCallTest, ThatEndsBeforeItBeginsIsASpanAllTheSame) {
  ClientCall call("/shop.Orders/Find", Context());
  call.End(kGone);
  EXPECT_EQ(Ended(), "shop.Orders/Find 1 gone\n");
  Begin(call);
  EXPECT_TRUE(sent_.empty());
  EXPECT_EQ(Ended(), "");
}

TEST_F(GrpcClientCallTest, ThatIsGivenUpSaysSo) {
  {
    ClientCall call("/shop.Orders/Find", Context());
    Begin(call);
  }
  EXPECT_EQ(Ended(), "shop.Orders/Find 1 given up before it ended\n");
}

TEST_F(GrpcClientCallTest, ThatIsNeverMadeIsNoSpan) {
  { const ClientCall call("/shop.Orders/Find", Context()); }
  EXPECT_EQ(Ended(), "");
}

TEST_F(GrpcClientCallTest, ThatEndsWhileItBeginsIsOneSpan) {
  constexpr int kCalls = 500;
  for (int i = 0; i < kCalls; ++i) {
    ClientCall call("/shop.Orders/Find", Context());
    std::multimap<std::string, std::string> sent;
    std::thread beginning([&] { call.Begin(&sent); });
    call.End(kGone);
    beginning.join();
    EXPECT_EQ(Ended(), "shop.Orders/Find 1 gone\n");
  }
}

}  // namespace
}  // namespace client_call_test
}  // namespace tracebridge::grpc_interceptors
