// A collector that is absent, slow, answers nonsense or dies: requests cost what they always cost, memory is bounded, and
// what is lost is counted and reported.
//
// "What they always cost" is shown without a clock: while an export is held for ever, the threads that make spans come to
// their end, so they waited neither for it nor for a lock that it holds.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/sanitizers.h"
#include "tests/support/threads.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/bridge.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

namespace log = opentelemetry::sdk::common::internal_log;
using otlp::Reply;
using otlp::Respond;
using otlp::TestCollector;

constexpr int kQueue = 256;
constexpr int kBatch = 64;
constexpr auto kAMinute = std::chrono::milliseconds(60000);

BridgeOptions To(const std::string& url) {
  BridgeOptions options;
  options.settings["OTEL_TRACES_EXPORTER"] = "otlp";
  options.settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = url;
  options.settings["OTEL_EXPORTER_OTLP_TIMEOUT"] = "3600000";
  options.settings["OTEL_CPP_EXPORTER_OTLP_RETRY_MAX_ATTEMPTS"] = "1";
  options.settings["OTEL_BSP_SCHEDULE_DELAY"] = "3600000";
  options.settings["OTEL_BSP_MAX_QUEUE_SIZE"] = std::to_string(kQueue);
  options.settings["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"] = std::to_string(kBatch);
  return options;
}

// Three spans: one of each API.
void ServeRequest() {
  opentelemetry::trace::Provider::GetTracerProvider()
      ->GetTracer("test")
      ->StartSpan("otel", {{"key", "value"}})
      ->End();
  const auto span = opentracing::Tracer::Global()->StartSpan("opentracing");
  span->SetTag("key", "value");
  span->Finish();
  static opencensus::trace::AlwaysSampler always;
  const auto legacy = opencensus::trace::Span::StartSpan("opencensus", nullptr, {&always});
  legacy.AddAttribute("key", "value");
  legacy.End();
}

std::uint64_t LostToTheQueue() { return Counted(Diagnostic::kSpanDroppedQueueFull); }

// Remembers what is logged.
class Log final : public log::LogHandler {
 public:
  void Handle(log::LogLevel, const char*, int, const char* message,
              const opentelemetry::sdk::common::AttributeMap&) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    text_ += std::string(message) + "\n";
  }
  std::string text() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return text_;
  }

 private:
  std::mutex mutex_;
  std::string text_;
};

class CollectorTest : public ::testing::Test {
 protected:
  CollectorTest() { log::GlobalLogHandler::SetLogHandler(log_); }
  // An exporter that was given up ends when its collector has; a leak checker that looks meanwhile sees half of it freed.
  ~CollectorTest() override {
    test::WaitForThreadsToEnd(threads_);
    log::GlobalLogHandler::SetLogHandler(
        opentelemetry::nostd::shared_ptr<log::LogHandler>(new log::NoopLogHandler));
  }

  const std::shared_ptr<Log> log_ = std::make_shared<Log>();

 private:
  const std::size_t threads_ = test::ThreadsAtRest();
};

TEST_F(CollectorTest, ThatNeverAnswersHoldsNoRequestUpAndTheQueueIsTheBound) {
  Reply never;
  never.hang = true;
  TestCollector collector({never, never, never, never});
  BridgeOptions options = To(collector.url());
  options.shutdown_timeout = std::chrono::milliseconds(0);
  Bridge bridge = Bridge::FromOptions(options);
  // Until the export thread is inside the request that is never answered.
  while (collector.requests().empty()) ServeRequest();

  const auto before = LostToTheQueue();
  constexpr int kRequests = 5000;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < kRequests; ++n) ServeRequest();
    });
  }
  for (auto& thread : threads) thread.join();
  // All but what the queue holds is lost, and counted: 2 threads, 3 spans a request.
  const std::uint64_t ended = 2 * 3 * kRequests;
  EXPECT_GE(LostToTheQueue() - before, ended - kQueue);
  EXPECT_LE(LostToTheQueue() - before, ended);
  EXPECT_EQ(collector.requests().size(), 1u);
  EXPECT_NE(bridge.Diagnostics().find("\"tracebridge.span.dropped.queue_full\":"),
            std::string::npos);

  bridge.Shutdown(std::chrono::milliseconds(0));
  EXPECT_NE(log_->text().find("\"tracebridge.span.dropped.queue_full\":"), std::string::npos)
      << log_->text();
}

TEST_F(CollectorTest, ThatNeverAnswersCostsNoMoreMemoryForMoreRequests) {
  Reply never;
  never.hang = true;
  TestCollector collector({never, never, never, never});
  BridgeOptions options = To(collector.url());
  options.shutdown_timeout = std::chrono::milliseconds(0);
  const Bridge bridge = Bridge::FromOptions(options);
  while (collector.requests().empty()) ServeRequest();
  for (int n = 0; n < 1000; ++n) ServeRequest();
  const std::size_t before = test::AllocatedBytes();
  for (int n = 0; n < 20000; ++n) ServeRequest();
  EXPECT_LE(test::AllocatedBytes(), before + 16 * 1024);
}

TEST_F(CollectorTest, ThatIsAbsentLosesSpansAndSaysSo) {
  std::string url;
  { url = TestCollector().url(); }  // nobody listens there now
  Bridge bridge = Bridge::FromOptions(To(url));
  const auto before = Counted(Diagnostic::kSpanDroppedExportFailed);
  ServeRequest();
  EXPECT_FALSE(bridge.ForceFlush(kAMinute));
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedExportFailed) - before, 3u);
  bridge.Shutdown(kAMinute);
  EXPECT_NE(log_->text().find("\"tracebridge.span.dropped.export_failed\":"), std::string::npos)
      << log_->text();
}

struct FaultCase {
  std::string name;
  Reply reply;
};

void PrintTo(const FaultCase& row, std::ostream* out) { *out << row.reply.bytes; }

Reply Dies(const std::string& bytes) {
  Reply reply;
  reply.bytes = bytes;
  reply.close = true;
  return reply;
}

const FaultCase kFaults[] = {
    {"BadRequest", Respond("400 Bad Request", "", "no")},
    {"NotFound", Respond("404 Not Found")},
    {"TooMany", Respond("429 Too Many Requests")},
    {"ServerError", Respond("500 Internal Server Error", "", std::string(100000, 'x'))},
    {"Unavailable", Respond("503 Service Unavailable", "Retry-After: 3600\r\n")},
    {"Redirects", Respond("302 Found", "Location: http://127.0.0.1:1/\r\n")},
    {"Garbage", Dies("\x01\x02\xFF not HTTP at all\r\n\r\n")},
    {"DiesWithoutAnAnswer", Dies("")},
    {"DiesInTheStatusLine", Dies("HTTP/1.1 2")},
    {"DiesInTheBody", Dies("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")},
    {"AnEndlessHead", Dies("HTTP/1.1 200 OK\r\nX: " + std::string(1000000, 'x'))},
};

class CollectorFaultTest : public CollectorTest, public ::testing::WithParamInterface<FaultCase> {};

TEST_P(CollectorFaultTest, LosesThatBatchCountedAndTheNextArrives) {
  TestCollector collector({GetParam().reply});
  Bridge bridge = Bridge::FromOptions(To(collector.url()));
  const auto before = Counted(Diagnostic::kSpanDroppedExportFailed);
  ServeRequest();
  EXPECT_FALSE(bridge.ForceFlush(kAMinute));
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedExportFailed) - before, 3u);

  ServeRequest();
  EXPECT_TRUE(bridge.ForceFlush(kAMinute));
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedExportFailed) - before, 3u);
  EXPECT_EQ(collector.requests().size(), 2u);
  bridge.Shutdown(kAMinute);
  EXPECT_NE(log_->text().find("\"tracebridge.span.dropped.export_failed\":"), std::string::npos)
      << log_->text();
}

INSTANTIATE_TEST_SUITE_P(Answers, CollectorFaultTest, ::testing::ValuesIn(kFaults),
                         [](const auto& info) { return info.param.name; });

TEST_F(CollectorTest, ThatIsSlowKeepsTheSpansThatTheQueueHolds) {
  Reply never;
  never.hang = true;
  TestCollector collector({never});
  BridgeOptions options = To(collector.url());
  options.settings["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000";  // the first batch is given up after it
  Bridge bridge = Bridge::FromOptions(options);
  const auto full = LostToTheQueue();
  const auto failed = Counted(Diagnostic::kSpanDroppedExportFailed);
  for (int n = 0; n < kBatch / 3 + 1; ++n) ServeRequest();
  ASSERT_TRUE(collector.WaitForRequests(1));
  for (int n = 0; n < kBatch / 3; ++n) ServeRequest();
  bridge.ForceFlush(kAMinute);
  EXPECT_EQ(LostToTheQueue() - full, 0u);
  const auto lost = Counted(Diagnostic::kSpanDroppedExportFailed) - failed;
  EXPECT_GE(lost, 1u);
  EXPECT_LE(lost, static_cast<std::uint64_t>(kBatch));
  EXPECT_GE(collector.requests().size(), 2u);
}

}  // namespace
}  // namespace tracebridge
