// The exporter of metrics against collectors that behave and that do not, alone and behind a periodic reader.
#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_factory.h"
#include "opentelemetry/metrics/provider.h"
#include "opentelemetry/metrics/sync_instruments.h"
#include "opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h"
#include "opentelemetry/sdk/metrics/meter_provider.h"
#include "opentelemetry/sdk/metrics/meter_provider_factory.h"
#include "opentelemetry/sdk/metrics/provider.h"
#include "otel_core/proto/otlp/metrics_service.pb.h"
#include "tests/support/recorded_log.h"
#include "tests/unit/otel_core/exporters/otlp/gunzip.h"
#include "tests/unit/otel_core/exporters/otlp/sample_metrics.h"
#include "tests/unit/otel_core/exporters/otlp/test_certificate.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::otlp {
namespace otlp_http_metric_exporter_test {
namespace {

namespace pb = tracebridge::otlp::v1;
namespace sdk_metrics = opentelemetry::sdk::metrics;
using opentelemetry::exporter::otlp::HttpRequestContentType;
using opentelemetry::exporter::otlp::OtlpHttpMetricExporter;
using opentelemetry::exporter::otlp::OtlpHttpMetricExporterFactory;
using opentelemetry::exporter::otlp::OtlpHttpMetricExporterOptions;
using opentelemetry::exporter::otlp::PreferredAggregationTemporality;
using opentelemetry::sdk::common::ExportResult;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string UrlOf(const TestCollector& collector) {
  std::string url = collector.url();
  return url.replace(url.find("traces"), 6, "metrics");
}

// A minute stands for ever: nothing here takes that long unless it is broken.
OtlpHttpMetricExporterOptions OptionsFor(const std::string& url) {
  OtlpHttpMetricExporterOptions options(nullptr);
  options.url = url;
  options.timeout = seconds(60);
  options.retry_policy_max_attempts = 3;
  options.retry_policy_initial_backoff = milliseconds(1);
  options.retry_policy_max_backoff = milliseconds(1);
  options.retry_policy_backoff_multiplier = 1;
  return options;
}

ExportResult Export(OtlpHttpMetricExporter& exporter, std::size_t points = 1) {
  const std::vector<sdk_metrics::PointDataAttributes> sums(points, SumOf(1.5));
  return exporter.Export(OneScope(nullptr, MetricOf(sums)));
}

ExportResult Export(const OtlpHttpMetricExporterOptions& options, std::size_t points = 1) {
  OtlpHttpMetricExporter exporter(options);
  return Export(exporter, points);
}

pb::ExportMetricsServiceRequest Decoded(const std::string& body) {
  pb::ExportMetricsServiceRequest request;
  EXPECT_TRUE(request.ParseFromString(body));
  return request;
}

int PointsIn(const std::string& body) {
  return Decoded(body).resource_metrics(0).scope_metrics(0).metrics(0).sum().data_points_size();
}

class OtlpHttpMetricExporterTest : public testing::Test {
 protected:
  const tracebridge::test::RecordedLog log_;
};

TEST_F(OtlpHttpMetricExporterTest, PostsProtobuf) {
  TestCollector collector;
  OtlpHttpMetricExporterOptions options = OptionsFor(UrlOf(collector));
  options.http_headers.emplace("Api-Key", "secret");
  EXPECT_EQ(Export(options, 3), ExportResult::kSuccess);
  ASSERT_EQ(collector.requests().size(), 1u);
  Request request = collector.requests()[0];
  EXPECT_EQ(request.line, "POST /v1/metrics HTTP/1.1");
  EXPECT_EQ(request.headers["content-type"], "application/x-protobuf");
  EXPECT_EQ(request.headers["api-key"], "secret");
  EXPECT_EQ(request.headers["user-agent"].rfind("tracebridge/", 0), 0u);
  EXPECT_EQ(request.headers.count("content-encoding"), 0u);
  EXPECT_EQ(PointsIn(request.body), 3);
}

TEST_F(OtlpHttpMetricExporterTest, PostsJson) {
  TestCollector collector;
  OtlpHttpMetricExporterOptions options = OptionsFor(UrlOf(collector));
  options.content_type = HttpRequestContentType::kJson;
  EXPECT_EQ(Export(options), ExportResult::kSuccess);
  Request request = collector.requests().at(0);
  EXPECT_EQ(request.headers["content-type"], "application/json");
  EXPECT_EQ(request.body.rfind(R"({"resourceMetrics":[{"resource":{},"scopeMetrics":[)", 0), 0u);
}

TEST_F(OtlpHttpMetricExporterTest, CompressesWhenAsked) {
  TestCollector collector;
  OtlpHttpMetricExporterOptions options = OptionsFor(UrlOf(collector));
  options.compression = "gzip";
  EXPECT_EQ(Export(options, 100), ExportResult::kSuccess);
  Request request = collector.requests().at(0);
  EXPECT_EQ(request.headers["content-encoding"], "gzip");
  EXPECT_EQ(PointsIn(Gunzip(request.body)), 100);
}

TEST_F(OtlpHttpMetricExporterTest, SendsNothingWithoutAPoint) {
  TestCollector collector;
  OtlpHttpMetricExporter exporter(OptionsFor(UrlOf(collector)));
  EXPECT_EQ(exporter.Export({}), ExportResult::kSuccess);
  EXPECT_EQ(exporter.Export(OneScope(nullptr, MetricOf(sdk_metrics::PointDataAttributes{
                                                  {}, sdk_metrics::DropPointData()}))),
            ExportResult::kSuccess);
  EXPECT_EQ(collector.connections(), 0);
}

TEST_F(OtlpHttpMetricExporterTest, RepeatsWhatTheCollectorAsksFor) {
  TestCollector collector({Respond("503 Service Unavailable"), Respond("429 Too Many Requests")});
  EXPECT_EQ(Export(OptionsFor(UrlOf(collector)), 2), ExportResult::kSuccess);
  const auto requests = collector.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(requests[0].body, requests[2].body);
  EXPECT_EQ(collector.connections(), 1);
  EXPECT_EQ(log_.text(), "");
}

TEST_F(OtlpHttpMetricExporterTest, GivesUpInTheEndAndSaysSo) {
  const Reply busy = Respond("503 Service Unavailable");
  TestCollector collector({busy, busy, busy, busy});
  EXPECT_EQ(Export(OptionsFor(UrlOf(collector)), 7), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 3u);
  EXPECT_EQ(log_.text(), "Error: OTLP export to " + UrlOf(collector) +
                             " fails, 7 data points are lost: HTTP status 503\n");
}

TEST_F(OtlpHttpMetricExporterTest, DoesNotRepeatWhatIsRefused) {
  TestCollector collector({Respond("400 Bad Request", "Content-Type: application/json\r\n",
                                   R"({"message":"bad points"})")});
  EXPECT_EQ(Export(OptionsFor(UrlOf(collector))), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 1u);
  EXPECT_NE(log_.text().find("HTTP status 400: bad points"), std::string::npos);
}

TEST_F(OtlpHttpMetricExporterTest, CountsWhatIsRejectedOutOfARequest) {
  pb::ExportMetricsServiceResponse response;
  response.mutable_partial_success()->set_rejected_data_points(2);
  response.mutable_partial_success()->set_error_message("too old");
  TestCollector collector({Respond("200 OK", "Content-Type: application/x-protobuf\r\n",
                                   response.SerializeAsString())});
  const std::uint64_t before = Counted(Diagnostic::kPointRejectedByBackend);
  EXPECT_EQ(Export(OptionsFor(UrlOf(collector)), 5), ExportResult::kSuccess);
  EXPECT_EQ(Counted(Diagnostic::kPointRejectedByBackend) - before, 2u);
  EXPECT_EQ(log_.text(),
            "Warning: " + UrlOf(collector) + " rejected 2 of 5 data points: too old\n");
}

// A collector that fails in one way, and what then becomes of one request and its repetitions.
struct FaultCase {
  std::string name;
  Reply reply;
  ExportResult result;
};

const FaultCase kFaults[] = {
    {"HangsUpAtOnce", {"", false, true}, ExportResult::kSuccess},
    {"DiesInTheBody",
     {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", false, true},
     ExportResult::kSuccess},
    {"AnswersGarbage", {"\x16\x03\x01 what is this?\r\n\r\n", false, true}, ExportResult::kFailure},
    {"AnswersInternalServerError", Respond("500 Internal Server Error"), ExportResult::kFailure},
    {"AnswersNotFound", Respond("404 Not Found"), ExportResult::kFailure},
    {"AnswersWithoutEnd", Respond("200 OK", "", std::string((4 << 20) + 1, 'x')),
     ExportResult::kFailure},
    {"AnswersAPartialSuccessThatIsGarbage",
     Respond("200 OK", "Content-Type: application/x-protobuf\r\n", "\x0a\x7f"),
     ExportResult::kSuccess},
};

class OtlpHttpMetricFaultTest : public OtlpHttpMetricExporterTest,
                                public testing::WithParamInterface<FaultCase> {};

TEST_P(OtlpHttpMetricFaultTest, IsOutlived) {
  TestCollector collector({GetParam().reply});
  EXPECT_EQ(Export(OptionsFor(UrlOf(collector))), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(Collector, OtlpHttpMetricFaultTest, testing::ValuesIn(kFaults),
                         [](const auto& info) { return info.param.name; });

// Returns the URL of a port on which nothing listens.
std::string AbsentUrl() { return TestCollector().url(); }

TEST_F(OtlpHttpMetricExporterTest, OutlivesACollectorThatIsNotThere) {
  EXPECT_EQ(Export(OptionsFor(AbsentUrl())), ExportResult::kFailure);
}

TEST_F(OtlpHttpMetricExporterTest, EndsASlowRequestAtItsTimeout) {
  TestCollector collector({{"HTTP/1.1 200 OK\r\n", true, false}});
  OtlpHttpMetricExporterOptions options = OptionsFor(UrlOf(collector));
  options.timeout = milliseconds(20);
  EXPECT_EQ(Export(options), ExportResult::kFailure);
}

TEST_F(OtlpHttpMetricExporterTest, EndsASlowRequestAtTheDeadlineOfShutdown) {
  TestCollector collector({{"", true, false}});
  OtlpHttpMetricExporter exporter(OptionsFor(UrlOf(collector)));
  std::thread exporting([&exporter] { EXPECT_EQ(Export(exporter), ExportResult::kFailure); });
  ASSERT_TRUE(collector.WaitForRequests(1));
  EXPECT_FALSE(exporter.ForceFlush(microseconds(1)));
  EXPECT_FALSE(exporter.Shutdown(microseconds(1)));
  exporting.join();
  EXPECT_EQ(Export(exporter), ExportResult::kFailure);
  EXPECT_EQ(collector.requests().size(), 1u);
}

TEST_F(OtlpHttpMetricExporterTest, OpensAConnectionOfItsOwnInAForkedChild) {
  TestCollector collector;
  OtlpHttpMetricExporter exporter(OptionsFor(UrlOf(collector)));
  ASSERT_EQ(Export(exporter, 1), ExportResult::kSuccess);
  const pid_t child = fork();
  if (child == 0) _exit(Export(exporter, 2) == ExportResult::kSuccess ? 0 : 1);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(Export(exporter, 3), ExportResult::kSuccess);
  EXPECT_EQ(collector.connections(), 2);
  const auto requests = collector.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(PointsIn(requests[1].body), 2);
}

TEST_F(OtlpHttpMetricExporterTest, TrustsTheCertificateThatItIsTold) {
  const TestCertificate server = MakeCertificate();
  const TlsContext context = ServerContext(server);
  TestCollector collector({}, context.get());
  OtlpHttpMetricExporterOptions options = OptionsFor(UrlOf(collector));
  EXPECT_EQ(Export(options), ExportResult::kFailure);
  options.ssl_ca_cert_string = server.certificate;
  EXPECT_EQ(Export(options), ExportResult::kSuccess);
}

TEST_F(OtlpHttpMetricExporterTest, SaysWhatItPrefers) {
  OtlpHttpMetricExporterOptions options = OptionsFor("http://localhost:1");
  options.aggregation_temporality = PreferredAggregationTemporality::kDelta;
  options.default_histogram_aggregation = sdk_metrics::AggregationType::kBase2ExponentialHistogram;
  const auto exporter = OtlpHttpMetricExporterFactory::Create(options);
  EXPECT_EQ(exporter->GetAggregationTemporality(sdk_metrics::InstrumentType::kCounter),
            sdk_metrics::AggregationTemporality::kDelta);
  EXPECT_EQ(exporter->GetDefaultAggregation(sdk_metrics::InstrumentType::kHistogram),
            sdk_metrics::AggregationType::kBase2ExponentialHistogram);
  EXPECT_EQ(exporter->GetDefaultAggregation(sdk_metrics::InstrumentType::kCounter),
            sdk_metrics::AggregationType::kDefault);
}

// Set up as programs do, with upstream's names. Flushed by ForceFlush, or by the end of the provider.
TEST_F(OtlpHttpMetricExporterTest, BringsWhatAProgramMeasuredToTheCollector) {
  TestCollector collector;
  OtlpHttpMetricExporterOptions options = OptionsFor(UrlOf(collector));
  options.aggregation_temporality = PreferredAggregationTemporality::kDelta;
  options.default_histogram_aggregation = sdk_metrics::AggregationType::kBase2ExponentialHistogram;
  auto provider = sdk_metrics::MeterProviderFactory::Create();
  provider->AddMetricReader(sdk_metrics::PeriodicExportingMetricReaderFactory::Create(
      OtlpHttpMetricExporterFactory::Create(options), {}));
  auto* const sdk_provider = static_cast<sdk_metrics::MeterProvider*>(provider.get());
  const auto meter = provider->GetMeter("shop", "1.0");
  const auto requests = meter->CreateUInt64Counter("shop.requests", "requests served", "{request}");
  const auto latency = meter->CreateDoubleHistogram("shop.latency", "", "ms");
  requests->Add(2, {{"http.route", "/items/{id}"}});
  latency->Record(12.5, opentelemetry::context::Context());
  EXPECT_TRUE(sdk_provider->ForceFlush());
  requests->Add(3, {{"http.route", "/items/{id}"}});
  provider.reset();

  const auto received = collector.requests();
  ASSERT_EQ(received.size(), 2u);
  const auto first = Decoded(received[0].body).resource_metrics(0);
  EXPECT_EQ(first.scope_metrics(0).scope().name(), "shop");
  ASSERT_EQ(first.scope_metrics(0).metrics_size(), 2);
  const pb::Metric& counter = first.scope_metrics(0).metrics(0);
  EXPECT_EQ(counter.name(), "shop.requests");
  EXPECT_EQ(counter.sum().aggregation_temporality(), pb::AGGREGATION_TEMPORALITY_DELTA);
  EXPECT_TRUE(counter.sum().is_monotonic());
  EXPECT_EQ(counter.sum().data_points(0).as_int(), 2);
  EXPECT_EQ(counter.sum().data_points(0).attributes(0).value().string_value(), "/items/{id}");
  const auto& histogram = first.scope_metrics(0).metrics(1).exponential_histogram();
  ASSERT_EQ(histogram.data_points_size(), 1);
  EXPECT_EQ(histogram.data_points(0).sum(), 12.5);
  const auto second = Decoded(received[1].body).resource_metrics(0).scope_metrics(0).metrics(0);
  EXPECT_EQ(second.sum().data_points(0).as_int(), 3);
  EXPECT_GE(second.sum().data_points(0).start_time_unix_nano(),
            counter.sum().data_points(0).time_unix_nano());
}

TEST_F(OtlpHttpMetricExporterTest, HasWhatItLosesCountedOnce) {
  const std::uint64_t before = Counted(Diagnostic::kMetricDroppedExportFailed);
  auto provider = sdk_metrics::MeterProviderFactory::Create();
  provider->AddMetricReader(sdk_metrics::PeriodicExportingMetricReaderFactory::Create(
      OtlpHttpMetricExporterFactory::Create(OptionsFor(AbsentUrl())), {}));
  provider->GetMeter("m")->CreateUInt64Counter("c")->Add(1);
  provider.reset();
  EXPECT_EQ(Counted(Diagnostic::kMetricDroppedExportFailed) - before, 1u);
}

}  // namespace
}  // namespace otlp_http_metric_exporter_test
}  // namespace tracebridge::otlp
