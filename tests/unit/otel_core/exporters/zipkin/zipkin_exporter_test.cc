// The exporter against servers that behave, and against those that do not.
#include "opentelemetry/exporters/zipkin/zipkin_exporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "opentelemetry/exporters/zipkin/zipkin_exporter_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "tests/support/forked.h"
#include "tests/support/recorded_log.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tests/unit/otel_core/exporters/sample_spans.h"

namespace tracebridge {
namespace {

using opentelemetry::exporter::zipkin::ZipkinExporter;
using opentelemetry::exporter::zipkin::ZipkinExporterFactory;
using opentelemetry::exporter::zipkin::ZipkinExporterOptions;
using opentelemetry::sdk::common::ExportResult;
using opentelemetry::sdk::trace::Recordable;
using opentelemetry::sdk::trace::SpanExporter;
using otlp::Respond;
using otlp::TestCollector;
using Spans = std::vector<std::unique_ptr<Recordable>>;

ExportResult Export(SpanExporter& exporter, Spans spans) {
  return exporter.Export({spans.data(), spans.size()});
}

class ZipkinExporterTest : public ::testing::Test {
 protected:
  void TearDown() override {
    unsetenv("OTEL_EXPORTER_ZIPKIN_ENDPOINT");
    unsetenv("OTEL_EXPORTER_ZIPKIN_TIMEOUT");
  }

  static ZipkinExporterOptions To(const std::string& url) {
    ZipkinExporterOptions options(nullptr);
    options.endpoint = url;
    return options;
  }

  const tracebridge::test::RecordedLog log_{tracebridge::test::RecordedLog::Level::Info};
};

TEST_F(ZipkinExporterTest, PostsABatchAsJson) {
  TestCollector server({Respond("202 Accepted")});
  ZipkinExporterOptions options = To(server.url());
  options.service_name = "shop";
  options.ipv4 = "10.0.0.1";
  options.headers.insert({"X-Tenant", "blue"});
  ZipkinExporter exporter(options);
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(3)), ExportResult::kSuccess);
  ASSERT_EQ(server.requests().size(), 1u);
  otlp::Request request = server.requests()[0];
  EXPECT_EQ(request.line, "POST /v1/traces HTTP/1.1");  // the path of the test's URL
  EXPECT_EQ(request.headers["content-type"], "application/json");
  EXPECT_EQ(request.headers["x-tenant"], "blue");
  EXPECT_EQ(request.headers["user-agent"].rfind("tracebridge/", 0), 0u);
  for (const char* header : {"traceparent", "b3", "x-b3-traceid"}) {
    EXPECT_EQ(request.headers.count(header), 0u) << header;
  }
  const auto spans = nlohmann::json::parse(request.body);
  ASSERT_EQ(spans.size(), 3u);
  EXPECT_EQ(spans[2]["name"], "span 2");
  EXPECT_EQ(spans[2]["localEndpoint"]["serviceName"], "shop");
  EXPECT_EQ(spans[2]["localEndpoint"]["ipv4"], "10.0.0.1");
  EXPECT_EQ(log_.text(), "");
}

TEST_F(ZipkinExporterTest, SendsWhatAProviderRecords) {
  TestCollector server({Respond("202 Accepted")});
  auto provider = opentelemetry::sdk::trace::TracerProviderFactory::Create(
      opentelemetry::sdk::trace::SimpleSpanProcessorFactory::Create(
          ZipkinExporterFactory::Create(To(server.url()))),
      opentelemetry::sdk::resource::Resource::Create({{"service.name", "cart"}}));
  provider->GetTracer("lib", "1.2")->StartSpan("op")->End();
  ASSERT_EQ(server.requests().size(), 1u);
  const auto span = nlohmann::json::parse(server.requests()[0].body)[0];
  EXPECT_EQ(span["localEndpoint"]["serviceName"], "cart");
  EXPECT_EQ(span["tags"]["otel.scope.name"], "lib");
  EXPECT_EQ(span["tags"]["telemetry.sdk.name"], "tracebridge");
}

TEST_F(ZipkinExporterTest, KeepsItsConnection) {
  TestCollector server;
  ZipkinExporter exporter(To(server.url()));
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(ZipkinExporterTest, ReadsTheEnvironment) {
  TestCollector server;
  setenv("OTEL_EXPORTER_ZIPKIN_ENDPOINT", server.url().c_str(), 1);
  setenv("OTEL_EXPORTER_ZIPKIN_TIMEOUT", "1234", 1);
  EXPECT_EQ(ZipkinExporterOptions().endpoint, server.url());
  EXPECT_EQ(ZipkinExporterOptions().timeout.count(), 1234);
  EXPECT_EQ(Export(*ZipkinExporterFactory::Create(), otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(ZipkinExporterTest, TellsWhatInTheEnvironmentMakesNoSense) {
  setenv("OTEL_EXPORTER_ZIPKIN_ENDPOINT", "zipkin:9411", 1);
  EXPECT_EQ(ZipkinExporterOptions().endpoint, "http://localhost:9411/api/v2/spans");
  EXPECT_THAT(log_.text(), ::testing::StartsWith("Warning: OTEL_EXPORTER_ZIPKIN_ENDPOINT: "));
}

TEST_F(ZipkinExporterTest, RepeatsWhatAServerAsksFor) {
  TestCollector server(
      {Respond("503 Service Unavailable", "Retry-After: 0\r\n"), Respond("202 Accepted")});
  ZipkinExporter exporter(To(server.url()));
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST_F(ZipkinExporterTest, TellsOnceWhatAServerRefusesAndThatItWorksAgain) {
  TestCollector server({Respond("400 Bad Request"), Respond("400 Bad Request")});
  ZipkinExporter exporter(To(server.url()));
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(2)), ExportResult::kFailure);
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kFailure);
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_EQ(server.requests().size(), 3u);
  EXPECT_EQ(log_.text(), "Error: Zipkin export to " + server.url() +
                             " fails, 2 spans are lost: HTTP status 400\n"
                             "Info: Zipkin export to " +
                             server.url() + " works again\n");
}

TEST_F(ZipkinExporterTest, GivesUpWhenItsTimeIsOver) {
  TestCollector server({{"", /*hang=*/true, false}});
  ZipkinExporterOptions options = To(server.url());
  options.timeout = std::chrono::milliseconds(1);
  ZipkinExporter exporter(options);
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kFailure);
}

TEST_F(ZipkinExporterTest, IsCancelledByShutdown) {
  TestCollector server({{"", /*hang=*/true, false}});
  ZipkinExporterOptions options = To(server.url());
  options.timeout = std::chrono::minutes(10);
  ZipkinExporter exporter(options);
  std::thread exporting(
      [&] { EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kFailure); });
  ASSERT_TRUE(server.WaitForRequests(1));
  EXPECT_FALSE(exporter.Shutdown(std::chrono::microseconds(1)));
  exporting.join();
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kFailure);
}

TEST_F(ZipkinExporterTest, SendsFromAForkedChildOverAConnectionOfItsOwn) {
  TestCollector server;
  ZipkinExporter exporter(To(server.url()));
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(1)), ExportResult::kSuccess);
  EXPECT_TRUE(test::InChild(
      [&] { return Export(exporter, otlp::MakeBatch(2)) == ExportResult::kSuccess; }));
  EXPECT_EQ(Export(exporter, otlp::MakeBatch(3)), ExportResult::kSuccess);
  EXPECT_EQ(server.requests().size(), 3u);
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(ZipkinExporterTest, SendsNothingForAnEmptyBatch) {
  TestCollector server;
  ZipkinExporter exporter(To(server.url()));
  EXPECT_EQ(Export(exporter, {}), ExportResult::kSuccess);
  EXPECT_EQ(server.requests().size(), 0u);
}

}  // namespace
}  // namespace tracebridge
