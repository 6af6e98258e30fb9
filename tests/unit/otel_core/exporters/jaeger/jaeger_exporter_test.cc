// The exporter against agents and collectors that behave, and against those that do not.
#include "tracebridge/jaeger_exporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "tests/support/forked.h"
#include "tests/support/jaeger_thrift.h"
#include "tests/support/recorded_log.h"
#include "tests/unit/otel_core/exporters/jaeger/test_agent.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

using jaeger::TestAgent;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::trace::Recordable;
using opentelemetry::sdk::trace::SpanExporter;
using otlp::Respond;
using otlp::TestCollector;
using test::JaegerForm;
using Encoding = JaegerExporterOptions::Encoding;
using Spans = std::vector<std::unique_ptr<Recordable>>;

ExportResult Export(SpanExporter& exporter, Spans spans) {
  return exporter.Export({spans.data(), spans.size()});
}

Spans Large(std::size_t bytes) {
  Spans spans;
  spans.push_back(otlp::MakeSpan(std::string(bytes, 'x')));
  return spans;
}

class JaegerExporterTest : public ::testing::Test {
 protected:
  static std::unique_ptr<SpanExporter> Make(const JaegerExporterOptions& options) {
    auto exporter = MakeJaegerExporter(options);
    EXPECT_TRUE(exporter) << exporter.error().message;
    return exporter ? *std::move(exporter) : nullptr;
  }
  static std::unique_ptr<SpanExporter> To(const std::string& agent,
                                          Encoding encoding = Encoding::kCompact,
                                          std::size_t max_packet_size = 65000) {
    JaegerExporterOptions options;
    options.agent = agent;
    options.encoding = encoding;
    options.max_packet_size = max_packet_size;
    return Make(options);
  }
  static std::unique_ptr<SpanExporter> ToCollector(const std::string& url) {
    JaegerExporterOptions options;
    options.endpoint = url;
    return Make(options);
  }

  const tracebridge::test::RecordedLog log_{tracebridge::test::RecordedLog::Level::Info};
};

TEST_F(JaegerExporterTest, SendsTheCompactEncodingToAnAgent) {
  TestAgent agent;
  const auto exporter = To(agent.address());
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(3)), ExportResult::kSuccess);
  const auto batch = test::DecodeJaeger(JaegerForm::kCompactCall, agent.Receive());
  ASSERT_EQ(batch.spans.size(), 3u);
  EXPECT_EQ(batch.spans[2].operationName, "span 2");
  EXPECT_EQ(log_.text(), "");
}

TEST_F(JaegerExporterTest, SendsTheBinaryEncodingToAnAgent) {
  TestAgent agent;
  const auto exporter = To(agent.address(), Encoding::kBinary);
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(test::DecodeJaeger(JaegerForm::kBinaryCall, agent.Receive()).spans.size(), 1u);
}

TEST_F(JaegerExporterTest, SplitsABatchIntoPackets) {
  TestAgent agent;
  const auto exporter = To(agent.address(), Encoding::kCompact, 500);
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(50)), ExportResult::kSuccess);
  std::size_t spans = 0;
  while (spans < 50) {
    const std::string packet = agent.Receive();
    ASSERT_NE(packet, "");
    EXPECT_LE(packet.size(), 500u);
    spans += test::DecodeJaeger(JaegerForm::kCompactCall, packet).spans.size();
  }
  EXPECT_EQ(spans, 50u);
  EXPECT_TRUE(agent.IsEmpty());
}

TEST_F(JaegerExporterTest, CountsSpansThatAreTooLargeAndSaysOnceWhatToDo) {
  TestAgent agent;
  const auto exporter = To(agent.address(), Encoding::kCompact, 1000);
  const auto before = Counted(Diagnostic::kSpanTooLarge);
  Spans spans = otlp::MakeBatch(2);
  spans.push_back(otlp::MakeSpan(std::string(2000, 'x')));
  EXPECT_EQ(Export(*exporter, std::move(spans)), ExportResult::kSuccess);
  EXPECT_EQ(Export(*exporter, Large(3000)), ExportResult::kSuccess);
  EXPECT_EQ(Counted(Diagnostic::kSpanTooLarge), before + 2);
  EXPECT_EQ(test::DecodeJaeger(JaegerForm::kCompactCall, agent.Receive()).spans.size(), 2u);
  EXPECT_TRUE(agent.IsEmpty());
  EXPECT_THAT(log_.text(), ::testing::StartsWith("Warning: Jaeger export: a span of 20"));
  EXPECT_THAT(log_.text(), ::testing::HasSubstr("OTEL_EXPORTER_JAEGER_ENDPOINT"));
  const std::string log = log_.text();
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1) << log;
}

TEST_F(JaegerExporterTest, FailsOnceLoudlyWhileNobodyListensAndComesBack) {
  auto agent = std::make_unique<TestAgent>();
  const std::uint16_t port = agent->port();
  const auto exporter = To(agent->address());
  agent->Close();
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(2)), ExportResult::kFailure);
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(2)), ExportResult::kFailure);
  TestAgent again(/*is_ipv6=*/false, port);
  ASSERT_TRUE(again.is_open());
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(test::DecodeJaeger(JaegerForm::kCompactCall, again.Receive()).spans.size(), 1u);
  const std::string address = "the agent 127.0.0.1:" + std::to_string(port);
  EXPECT_EQ(log_.text(), "Error: Jaeger export to " + address +
                             " fails, 2 spans are lost: Connection refused\n"
                             "Info: Jaeger export to " +
                             address + " works again\n");
}

TEST_F(JaegerExporterTest, TellsThatAHostHasNoAddress) {
  const auto exporter = To("no-such-host.invalid:6831");
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(1)), ExportResult::kFailure);
  EXPECT_THAT(log_.text(), ::testing::HasSubstr("1 spans are lost: no-such-host.invalid: "));
}

TEST_F(JaegerExporterTest, CountsThePacketsOfABatchThatWereLost) {
  TestAgent agent;
  const auto exporter = To(agent.address(), Encoding::kCompact, 70'000);
  const auto before = Counted(Diagnostic::kSpanDroppedExportFailed);
  // Of two packets, the second is more than IPv4 can carry.
  Spans spans;
  spans.push_back(otlp::MakeSpan(std::string(60'000, 'a')));
  spans.push_back(otlp::MakeSpan(std::string(66'000, 'b')));
  EXPECT_EQ(Export(*exporter, std::move(spans)), ExportResult::kSuccess);
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedExportFailed), before + 1);
  EXPECT_EQ(test::DecodeJaeger(JaegerForm::kCompactCall, agent.Receive()).spans.size(), 1u);
  EXPECT_THAT(log_.text(), ::testing::HasSubstr("1 spans are lost: Message too long"));
}

TEST_F(JaegerExporterTest, PostsABatchToACollector) {
  TestCollector collector({Respond("202 Accepted")});
  JaegerExporterOptions options;
  options.endpoint = collector.url();
  options.user = "me";
  options.password = "s:cret";
  options.headers = {{"X-Tenant", "blue"}};
  const auto exporter = Make(options);
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(3)), ExportResult::kSuccess);
  ASSERT_EQ(collector.requests().size(), 1u);
  otlp::Request request = collector.requests()[0];
  EXPECT_EQ(request.line, "POST /v1/traces HTTP/1.1");
  EXPECT_EQ(request.headers["content-type"], "application/x-thrift");
  EXPECT_EQ(request.headers["authorization"], "Basic bWU6czpjcmV0");
  EXPECT_EQ(request.headers["x-tenant"], "blue");
  EXPECT_EQ(request.headers["user-agent"].rfind("tracebridge/", 0), 0u);
  EXPECT_EQ(request.headers.count("traceparent"), 0u);
  EXPECT_EQ(test::DecodeJaeger(JaegerForm::kBinaryBatch, request.body).spans.size(), 3u);
}

TEST_F(JaegerExporterTest, RepeatsWhatACollectorAsksFor) {
  TestCollector collector({Respond("503 Service Unavailable", "Retry-After: 0\r\n")});
  const auto exporter = ToCollector(collector.url());
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(collector.requests().size(), 2u);
}

TEST_F(JaegerExporterTest, TellsWhatACollectorRefused) {
  TestCollector collector({Respond("400 Bad Request")});
  const auto exporter = ToCollector(collector.url());
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(2)), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 1u);
  EXPECT_EQ(log_.text(), "Error: Jaeger export to " + collector.url() +
                             " fails, 2 spans are lost: HTTP status 400\n");
}

TEST_F(JaegerExporterTest, IsCancelledByShutdown) {
  TestCollector collector({{"", /*hang=*/true, false}});
  JaegerExporterOptions options;
  options.endpoint = collector.url();
  options.timeout = std::chrono::minutes(10);
  const auto exporter = Make(options);
  std::thread exporting(
      [&] { EXPECT_EQ(Export(*exporter, otlp::MakeBatch(1)), ExportResult::kFailure); });
  ASSERT_TRUE(collector.WaitForRequests(1));
  EXPECT_FALSE(exporter->Shutdown(std::chrono::microseconds(1)));
  exporting.join();
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(1)), ExportResult::kFailure);
}

TEST_F(JaegerExporterTest, SendsFromAForkedChildThroughASocketOfItsOwn) {
  TestAgent agent;
  const auto exporter = To(agent.address());
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  agent.Receive();
  EXPECT_TRUE(test::InChild(
      [&] { return Export(*exporter, otlp::MakeBatch(2)) == ExportResult::kSuccess; }));
  EXPECT_EQ(test::DecodeJaeger(JaegerForm::kCompactCall, agent.Receive()).spans.size(), 2u);
  EXPECT_EQ(Export(*exporter, otlp::MakeBatch(3)), ExportResult::kSuccess);
  EXPECT_EQ(test::DecodeJaeger(JaegerForm::kCompactCall, agent.Receive()).spans.size(), 3u);
}

TEST_F(JaegerExporterTest, SendsNothingForAnEmptyBatch) {
  TestAgent agent;
  EXPECT_EQ(Export(*To(agent.address()), {}), ExportResult::kSuccess);
  EXPECT_TRUE(agent.IsEmpty());
}

}  // namespace
}  // namespace tracebridge
