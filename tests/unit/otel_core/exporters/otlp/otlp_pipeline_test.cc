// A provider, a batching processor and the HTTP exporter, against collectors that do not behave: no span is lost without
// being counted, and nothing waits longer than it was told to.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "opentelemetry/exporters/otlp/otlp_http_exporter_factory.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "otel_core/proto/otlp/trace_service.pb.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::otlp::OtlpHttpExporterFactory;
using opentelemetry::exporter::otlp::OtlpHttpExporterOptions;
using std::chrono::milliseconds;
using std::chrono::seconds;
namespace sdk = opentelemetry::sdk::trace;
namespace log = opentelemetry::sdk::common::internal_log;

constexpr Diagnostic kLosses[] = {
    Diagnostic::kSpanDroppedQueueFull,
    Diagnostic::kSpanDroppedAfterShutdown,
    Diagnostic::kSpanDroppedExportFailed,
    Diagnostic::kSpanDroppedShutdownTimeout,
};

std::uint64_t Losses() {
  std::uint64_t sum = 0;
  for (const Diagnostic id : kLosses) sum += Counted(id);
  return sum;
}

std::uint64_t Delivered(TestCollector& collector) {
  std::uint64_t spans = 0;
  for (const Request& request : collector.requests()) {
    tracebridge::otlp::v1::ExportTraceServiceRequest decoded;
    EXPECT_TRUE(decoded.ParseFromString(request.body));
    spans += static_cast<std::uint64_t>(decoded.resource_spans(0).scope_spans(0).spans_size());
  }
  return spans;
}

class OtlpPipelineTest : public testing::Test {
 protected:
  void SetUp() override { log::GlobalLogHandler::SetLogHandler(nullptr); }
  void TearDown() override { log::GlobalLogHandler::SetLogHandler(handler_); }

  static std::unique_ptr<sdk::TracerProvider> ProviderFor(const std::string& url,
                                                          milliseconds timeout) {
    OtlpHttpExporterOptions http(nullptr);
    http.url = url;
    http.timeout = timeout;
    http.retry_policy_max_attempts = 1;
    sdk::BatchSpanProcessorOptions batch;
    batch.max_queue_size = 64;
    batch.max_export_batch_size = 16;
    return sdk::TracerProviderFactory::Create(
        sdk::BatchSpanProcessorFactory::Create(OtlpHttpExporterFactory::Create(http), batch));
  }

  static void EndSpans(sdk::TracerProvider& provider, int count) {
    const auto tracer = provider.GetTracer("test");
    for (int i = 0; i < count; ++i) tracer->StartSpan("span")->End();
  }

  const opentelemetry::nostd::shared_ptr<log::LogHandler> handler_ =
      log::GlobalLogHandler::GetLogHandler();
  const std::uint64_t before_ = Losses();
};

TEST_F(OtlpPipelineTest, DeliversOrCountsEverySpanOfSeveralThreads) {
  TestCollector collector;
  const auto provider = ProviderFor(collector.url(), seconds(60));
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back([&] { EndSpans(*provider, 500); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(provider->Shutdown(seconds(60)));
  EXPECT_GT(Delivered(collector), 0u);
  EXPECT_EQ(Delivered(collector) + Losses() - before_, 1500u);
}

TEST_F(OtlpPipelineTest, CountsWhatARefusingCollectorCosts) {
  const Reply no = Respond("500 Internal Server Error");
  TestCollector collector(std::vector<Reply>(1000, no));
  const auto provider = ProviderFor(collector.url(), seconds(60));
  EndSpans(*provider, 200);
  provider->Shutdown(seconds(60));
  EXPECT_EQ(Losses() - before_, 200u);
}

TEST_F(OtlpPipelineTest, ShutsDownInTimeThoughTheCollectorHangs) {
  TestCollector collector(std::vector<Reply>(100, Reply{"", true, false}));
  const auto provider = ProviderFor(collector.url(), seconds(60));
  EndSpans(*provider, 200);
  ASSERT_TRUE(collector.WaitForRequests(1));
  EndSpans(*provider, 200);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(provider->Shutdown(milliseconds(10)));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(10));
}

TEST_F(OtlpPipelineTest, CountsEverySpanThoughTheCollectorHangs) {
  TestCollector collector(std::vector<Reply>(100, Reply{"", true, false}));
  auto provider = ProviderFor(collector.url(), milliseconds(5));
  EndSpans(*provider, 400);
  provider->Shutdown(seconds(60));
  provider.reset();
  EXPECT_EQ(Losses() - before_, 400u);
}

}  // namespace
}  // namespace tracebridge::otlp
