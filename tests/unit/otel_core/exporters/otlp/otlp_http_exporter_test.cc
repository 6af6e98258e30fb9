// The exporter against a collector that behaves, and against collectors that do not.
#include "opentelemetry/exporters/otlp/otlp_http_exporter.h"

#include <gtest/gtest.h>

#include <thread>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/sdk/trace/simple_processor.h"
#include "otel_core/proto/otlp/trace_service.pb.h"
#include "tests/support/forked.h"
#include "tests/support/recorded_log.h"
#include "tests/unit/otel_core/exporters/otlp/gunzip.h"
#include "tests/unit/otel_core/exporters/otlp/test_certificate.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::otlp::HttpRequestContentType;
using opentelemetry::exporter::otlp::OtlpHttpExporter;
using opentelemetry::exporter::otlp::OtlpHttpExporterOptions;
using opentelemetry::sdk::common::ExportResult;
namespace log = opentelemetry::sdk::common::internal_log;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// A minute stands for ever: nothing here takes that long unless it is broken.
OtlpHttpExporterOptions OptionsFor(const std::string& url) {
  OtlpHttpExporterOptions options(nullptr);
  options.url = url;
  options.timeout = seconds(60);
  options.retry_policy_max_attempts = 3;
  options.retry_policy_initial_backoff = milliseconds(1);
  options.retry_policy_max_backoff = milliseconds(1);
  options.retry_policy_backoff_multiplier = 1;
  return options;
}

ExportResult Export(OtlpHttpExporter& exporter, std::size_t spans) {
  auto batch = MakeBatch(spans);
  return exporter.Export(Batch(batch.data(), batch.size()));
}

ExportResult Export(const OtlpHttpExporterOptions& options, std::size_t spans = 1) {
  OtlpHttpExporter exporter(options);
  return Export(exporter, spans);
}

// Returns how many spans a binary request body holds; -1 when it is not one.
int SpansIn(const std::string& body) {
  tracebridge::otlp::v1::ExportTraceServiceRequest request;
  if (!request.ParseFromString(body)) return -1;
  return request.resource_spans(0).scope_spans(0).spans_size();
}

class OtlpHttpExporterTest : public testing::Test {
 protected:
  const tracebridge::test::RecordedLog log_;
};

TEST_F(OtlpHttpExporterTest, PostsProtobuf) {
  TestCollector collector;
  OtlpHttpExporterOptions options = OptionsFor(collector.url());
  options.http_headers.emplace("Api-Key", "secret");
  options.http_headers.emplace("Empty", "");
  EXPECT_EQ(Export(options, 3), ExportResult::kSuccess);

  ASSERT_EQ(collector.requests().size(), 1u);
  Request request = collector.requests()[0];
  EXPECT_EQ(request.line, "POST /v1/traces HTTP/1.1");
  EXPECT_EQ(request.headers["content-type"], "application/x-protobuf");
  EXPECT_EQ(request.headers["api-key"], "secret");
  EXPECT_EQ(request.headers["user-agent"].rfind("tracebridge/", 0), 0u);
  EXPECT_NE(request.headers["user-agent"].find(" OTel-OTLP-Exporter-Cpp/"), std::string::npos);
  EXPECT_EQ(request.headers.count("content-encoding"), 0u);
  EXPECT_EQ(request.headers.count("expect"), 0u);
  EXPECT_EQ(request.headers.count("traceparent"), 0u);
  EXPECT_EQ(SpansIn(request.body), 3);
}

TEST_F(OtlpHttpExporterTest, PostsJson) {
  TestCollector collector;
  OtlpHttpExporterOptions options = OptionsFor(collector.url());
  options.content_type = HttpRequestContentType::kJson;
  EXPECT_EQ(Export(options), ExportResult::kSuccess);
  Request request = collector.requests().at(0);
  EXPECT_EQ(request.headers["content-type"], "application/json");
  EXPECT_EQ(request.body.rfind(R"({"resourceSpans":[{"resource":{},"scopeSpans":[)", 0), 0u);
}

TEST_F(OtlpHttpExporterTest, CompressesWhenAsked) {
  TestCollector collector;
  OtlpHttpExporterOptions options = OptionsFor(collector.url());
  options.compression = "gzip";
  EXPECT_EQ(Export(options, 100), ExportResult::kSuccess);
  Request request = collector.requests().at(0);
  EXPECT_EQ(request.headers["content-encoding"], "gzip");
  EXPECT_EQ(SpansIn(Gunzip(request.body)), 100);
}

TEST_F(OtlpHttpExporterTest, KeepsItsConnection) {
  TestCollector collector;
  OtlpHttpExporter exporter(OptionsFor(collector.url()));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Export(exporter, 1), ExportResult::kSuccess);
  EXPECT_EQ(collector.requests().size(), 3u);
  EXPECT_EQ(collector.connections(), 1);
}

TEST_F(OtlpHttpExporterTest, SendsNothingForAnEmptyBatch) {
  TestCollector collector;
  EXPECT_EQ(Export(OptionsFor(collector.url()), 0), ExportResult::kSuccess);
  EXPECT_EQ(collector.connections(), 0);
}

TEST_F(OtlpHttpExporterTest, RepeatsWhatTheCollectorAsksFor) {
  TestCollector collector({Respond("503 Service Unavailable"), Respond("429 Too Many Requests")});
  EXPECT_EQ(Export(OptionsFor(collector.url()), 2), ExportResult::kSuccess);
  const auto requests = collector.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(requests[0].body, requests[2].body);
  EXPECT_EQ(log_.text(), "");
}

TEST_F(OtlpHttpExporterTest, GivesUpInTheEndAndSaysSo) {
  const Reply busy = Respond("503 Service Unavailable");
  TestCollector collector({busy, busy, busy, busy});
  EXPECT_EQ(Export(OptionsFor(collector.url()), 7), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 3u);
  EXPECT_EQ(log_.text(), "Error: OTLP export to " + collector.url() +
                             " fails, 7 spans are lost: HTTP status 503\n");
}

TEST_F(OtlpHttpExporterTest, DoesNotWaitLongerThanItMay) {
  TestCollector collector({Respond("503 Service Unavailable", "Retry-After: 3600\r\n")});
  EXPECT_EQ(Export(OptionsFor(collector.url())), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 1u);
}

TEST_F(OtlpHttpExporterTest, DoesNotRepeatWhatIsRefused) {
  TestCollector collector({Respond("400 Bad Request", "Content-Type: application/json\r\n",
                                   R"({"message":"bad ids"})")});
  EXPECT_EQ(Export(OptionsFor(collector.url())), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 1u);
  EXPECT_NE(log_.text().find("HTTP status 400: bad ids"), std::string::npos);
}

TEST_F(OtlpHttpExporterTest, SaysOnceThatItFailsAndOnceThatItWorksAgain) {
  log::GlobalLogHandler::SetLogLevel(log::LogLevel::Info);
  const Reply no = Respond("500 Internal Server Error");
  TestCollector collector({no, no, Respond("200 OK")});
  OtlpHttpExporter exporter(OptionsFor(collector.url()));
  for (int i = 0; i < 4; ++i) Export(exporter, 1);
  log::GlobalLogHandler::SetLogLevel(log::LogLevel::Warning);
  EXPECT_EQ(log_.text(), "Error: OTLP export to " + collector.url() +
                             " fails, 1 spans are lost: HTTP status 500\n" +
                             "Info: OTLP export to " + collector.url() + " works again\n");
}

TEST_F(OtlpHttpExporterTest, CountsWhatIsRejectedOutOfABatch) {
  tracebridge::otlp::v1::ExportTraceServiceResponse response;
  response.mutable_partial_success()->set_rejected_spans(2);
  response.mutable_partial_success()->set_error_message("too old");
  TestCollector collector({Respond("200 OK", "Content-Type: application/x-protobuf\r\n",
                                   response.SerializeAsString())});
  const std::uint64_t before = Counted(Diagnostic::kSpanRejectedByBackend);
  EXPECT_EQ(Export(OptionsFor(collector.url()), 5), ExportResult::kSuccess);
  EXPECT_EQ(Counted(Diagnostic::kSpanRejectedByBackend) - before, 2u);
  EXPECT_EQ(log_.text(), "Warning: " + collector.url() + " rejected 2 of 5 spans: too old\n");
}

TEST_F(OtlpHttpExporterTest, DoesNotFollowRedirects) {
  TestCollector elsewhere;
  TestCollector collector(
      {Respond("307 Temporary Redirect", "Location: " + elsewhere.url() + "\r\n")});
  EXPECT_EQ(Export(OptionsFor(collector.url())), ExportResult::kFailure);
  EXPECT_EQ(elsewhere.connections(), 0);
}

// Returns the URL of a port on which nothing listens.
std::string AbsentUrl() { return TestCollector().url(); }

TEST_F(OtlpHttpExporterTest, OutlivesACollectorThatIsNotThere) {
  EXPECT_EQ(Export(OptionsFor(AbsentUrl()), 4), ExportResult::kFailure);
}

TEST_F(OtlpHttpExporterTest, OutlivesACollectorThatHangsUp) {
  TestCollector collector({{"", false, true}, {"", false, true}});
  EXPECT_EQ(Export(OptionsFor(collector.url())), ExportResult::kSuccess);
  EXPECT_EQ(collector.requests().size(), 3u);
}

TEST_F(OtlpHttpExporterTest, OutlivesACollectorThatDiesInTheMiddleOfTheBody) {
  TestCollector collector({{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", false, true}});
  EXPECT_EQ(Export(OptionsFor(collector.url())), ExportResult::kSuccess);
  EXPECT_EQ(collector.requests().size(), 2u);
}

TEST_F(OtlpHttpExporterTest, OutlivesGarbage) {
  TestCollector collector({{"\x16\x03\x01 what is this?\r\n\r\n", false, true}});
  EXPECT_EQ(Export(OptionsFor(collector.url()), 2), ExportResult::kFailure);
}

TEST_F(OtlpHttpExporterTest, RefusesAResponseWithoutEnd) {
  TestCollector collector({Respond("200 OK", "", std::string((4 << 20) + 1, 'x'))});
  EXPECT_EQ(Export(OptionsFor(collector.url())), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 1u);
}

TEST_F(OtlpHttpExporterTest, EndsASlowRequestAtItsTimeout) {
  TestCollector collector({{"HTTP/1.1 200 OK\r\n", true, false}});
  OtlpHttpExporterOptions options = OptionsFor(collector.url());
  options.timeout = milliseconds(20);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(Export(options), ExportResult::kFailure);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(10));
}

TEST_F(OtlpHttpExporterTest, EndsASlowRequestAtTheDeadlineOfShutdown) {
  TestCollector collector({{"", true, false}});
  OtlpHttpExporter exporter(OptionsFor(collector.url()));
  std::thread exporting([&exporter] { EXPECT_EQ(Export(exporter, 3), ExportResult::kFailure); });
  ASSERT_TRUE(collector.WaitForRequests(1));
  EXPECT_FALSE(exporter.ForceFlush(microseconds(1)));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(exporter.Shutdown(microseconds(1)));
  exporting.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(10));
}

TEST_F(OtlpHttpExporterTest, EndsAWaitForTheNextAttemptAtTheDeadlineOfShutdown) {
  TestCollector collector({Respond("503 Service Unavailable", "Retry-After: 50\r\n")});
  OtlpHttpExporter exporter(OptionsFor(collector.url()));
  std::thread exporting([&exporter] { EXPECT_EQ(Export(exporter, 1), ExportResult::kFailure); });
  ASSERT_TRUE(collector.WaitForRequests(1));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(exporter.Shutdown(microseconds(1)));
  exporting.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(10));
}

TEST_F(OtlpHttpExporterTest, RefusesAfterShutdown) {
  TestCollector collector;
  OtlpHttpExporter exporter(OptionsFor(collector.url()));
  EXPECT_TRUE(exporter.ForceFlush());
  EXPECT_TRUE(exporter.Shutdown());
  EXPECT_TRUE(exporter.Shutdown());
  EXPECT_EQ(Export(exporter, 2), ExportResult::kFailure);
  EXPECT_EQ(collector.connections(), 0);
}

TEST_F(OtlpHttpExporterTest, OpensAConnectionOfItsOwnInAForkedChild) {
  TestCollector collector;
  OtlpHttpExporter exporter(OptionsFor(collector.url()));
  ASSERT_EQ(Export(exporter, 1), ExportResult::kSuccess);
  EXPECT_TRUE(test::InChild([&] { return Export(exporter, 2) == ExportResult::kSuccess; }));
  EXPECT_EQ(Export(exporter, 3), ExportResult::kSuccess);
  EXPECT_EQ(collector.connections(), 2);
  const auto requests = collector.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(SpansIn(requests[1].body), 2);
}

TEST_F(OtlpHttpExporterTest, MakesSpanRecords) {
  OtlpHttpExporter exporter(OptionsFor(AbsentUrl()));
  const auto recordable = exporter.MakeRecordable();
  EXPECT_NE(AsSpanRecord(recordable.get()), nullptr);
}

TEST_F(OtlpHttpExporterTest, HasWhatItLosesCountedOnce) {
  using opentelemetry::sdk::trace::SimpleSpanProcessor;
  SimpleSpanProcessor processor(std::make_unique<OtlpHttpExporter>(OptionsFor(AbsentUrl())));
  const std::uint64_t before = Counted(Diagnostic::kSpanDroppedExportFailed);
  processor.OnEnd(MakeSpan("lost"));
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedExportFailed) - before, 1u);
}

class OtlpHttpTlsTest : public OtlpHttpExporterTest {
 protected:
  const TestCertificate server_ = MakeCertificate();
  const TlsContext context_ = ServerContext(server_);
};

TEST_F(OtlpHttpTlsTest, TrustsTheCertificateThatItIsTold) {
  TestCollector collector({}, context_.get());
  OtlpHttpExporterOptions options = OptionsFor(collector.url());
  options.ssl_ca_cert_string = server_.certificate;
  EXPECT_EQ(Export(options, 2), ExportResult::kSuccess);
  EXPECT_EQ(SpansIn(collector.requests().at(0).body), 2);
}

TEST_F(OtlpHttpTlsTest, RefusesAStranger) {
  TestCollector collector({}, context_.get());
  EXPECT_EQ(Export(OptionsFor(collector.url())), ExportResult::kFailure);
  EXPECT_TRUE(collector.requests().empty());
  EXPECT_EQ(collector.connections(), 1);
}

TEST_F(OtlpHttpTlsTest, TrustsAStrangerWhenToldTo) {
  TestCollector collector({}, context_.get());
  OtlpHttpExporterOptions options = OptionsFor(collector.url());
  options.ssl_insecure_skip_verify = true;
  options.ssl_min_tls = "1.3";
  EXPECT_EQ(Export(options), ExportResult::kSuccess);
}

TEST_F(OtlpHttpTlsTest, ShowsItsOwnCertificate) {
  const TestCertificate client = MakeCertificate();
  const TlsContext strict = ServerContext(server_, &client);
  TestCollector collector({}, strict.get());
  OtlpHttpExporterOptions options = OptionsFor(collector.url());
  options.ssl_ca_cert_string = server_.certificate;
  EXPECT_EQ(Export(options), ExportResult::kFailure);
  options.ssl_client_key_string = client.key;
  options.ssl_client_cert_string = client.certificate;
  EXPECT_EQ(Export(options), ExportResult::kSuccess);
}

}  // namespace
}  // namespace tracebridge::otlp
