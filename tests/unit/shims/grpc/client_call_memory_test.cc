// A call goes on without memory: client_call.h. In a program of its own, which replaces malloc.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/provider.h"
#include "shims/grpc/client_call.h"
#include "tests/support/failing_allocations.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::grpc_interceptors {
namespace client_call_memory_test {
namespace {

namespace sdk = opentelemetry::sdk::trace;
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;

class GrpcClientCallMemoryTest : public testing::Test {
 protected:
  GrpcClientCallMemoryTest() {
    auto exporter =
        opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory_, 100000);
    trace::Provider::SetTracerProvider(
        std::shared_ptr<trace::TracerProvider>(sdk::TracerProviderFactory::Create(
            sdk::SimpleSpanProcessorFactory::Create(std::move(exporter)))));
  }
  ~GrpcClientCallMemoryTest() override {
    trace::Provider::SetTracerProvider(std::shared_ptr<trace::TracerProvider>());
  }

  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> memory_;
};

// Each allocation fails once: the call goes on with what there is memory for. Only what the exporter of this test keeps a span
// in is not counted.
TEST_F(GrpcClientCallMemoryTest, ItGoesOnWithoutSome) {
  const std::string message(100, 'm');
  int failures = 0;
  int uncounted = 0;
  for (bool failed = true; failed; ++failures) {
    for (const bool is_given_up : {false, true}) {
      auto call = std::make_unique<ClientCall>("/shop.Orders/Find", Context());
      const grpc::Status status(grpc::StatusCode::ABORTED, message);
      std::multimap<std::string, std::string> sent;
      const auto before = Counted(Diagnostic::kOutOfMemory);
      test::FailAllocation(failures + 1, test::Fail::kOnce);
      call->Begin(&sent);
      if (!is_given_up) call->End(status);
      call.reset();
      failed = test::AllocateAgain();
      uncounted += failed && Counted(Diagnostic::kOutOfMemory) == before;
      memory_->GetSpans();
    }
  }
  EXPECT_GT(failures, 10);
  EXPECT_LE(uncounted, 2) << "once a way";
}

TEST_F(GrpcClientCallMemoryTest, ItEndsWithoutAny) {
  auto call = std::make_unique<ClientCall>("/shop.Orders/Find", Context());
  std::multimap<std::string, std::string> sent;
  call->Begin(&sent);
  test::FailAllocation(1, test::Fail::kFromThenOn);
  call.reset();
  EXPECT_TRUE(test::AllocateAgain());
}

}  // namespace
}  // namespace client_call_memory_test
}  // namespace tracebridge::grpc_interceptors
