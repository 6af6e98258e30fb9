#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_options.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>

#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"

namespace tracebridge::otlp {
namespace otlp_http_metric_exporter_options_test {
namespace {

using namespace opentelemetry::exporter::
    otlp;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::sdk::metrics::AggregationType;

class OtlpHttpMetricExporterOptionsTest : public testing::Test {
 protected:
  void Set(const char* name, const char* value) {
    setenv(name, value, 1);
    names_.push_back(name);
  }
  void TearDown() override {
    for (const char* name : names_) unsetenv(name);
  }

  std::vector<const char*> names_;
};

TEST_F(OtlpHttpMetricExporterOptionsTest, HaveTheDefaultsOfTheSpecification) {
  const OtlpHttpMetricExporterOptions options;
  EXPECT_EQ(options.url, "http://localhost:4318/v1/metrics");
  EXPECT_EQ(options.content_type, HttpRequestContentType::kBinary);
  EXPECT_EQ(options.timeout, std::chrono::seconds(10));
  EXPECT_EQ(options.compression, "none");
  EXPECT_EQ(options.aggregation_temporality, PreferredAggregationTemporality::kCumulative);
  EXPECT_EQ(options.default_histogram_aggregation, AggregationType::kDefault);
  EXPECT_EQ(options.retry_policy_max_attempts, 5u);
}

TEST_F(OtlpHttpMetricExporterOptionsTest, ComeFromTheEnvironment) {
  Set("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector");
  Set("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "api-key=traces");
  Set("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "api-key=metrics");
  Set("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "7");
  Set("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/json");
  Set("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "gzip");
  Set("OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE", "/ca.pem");
  Set("OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY", "/key.pem");
  Set("OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE", "/client.pem");
  Set("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta");
  Set("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
      "base2_exponential_bucket_histogram");
  const OtlpHttpMetricExporterOptions options;
  EXPECT_EQ(options.url, "https://collector/v1/metrics");
  EXPECT_EQ(options.http_headers.find("API-Key")->second, "metrics");
  EXPECT_EQ(options.timeout, std::chrono::milliseconds(7));
  EXPECT_EQ(options.content_type, HttpRequestContentType::kJson);
  EXPECT_EQ(options.compression, "gzip");
  EXPECT_EQ(options.ssl_ca_cert_path, "/ca.pem");
  EXPECT_EQ(options.ssl_client_key_path, "/key.pem");
  EXPECT_EQ(options.ssl_client_cert_path, "/client.pem");
  EXPECT_EQ(options.aggregation_temporality, PreferredAggregationTemporality::kDelta);
  EXPECT_EQ(options.default_histogram_aggregation, AggregationType::kBase2ExponentialHistogram);

  EXPECT_EQ(GetOtlpDefaultHttpMetricsEndpoint(), options.url);
  EXPECT_EQ(GetOtlpDefaultHttpMetricsProtocol(), "http/json");
  EXPECT_EQ(GetOtlpDefaultMetricsTimeout(), std::chrono::milliseconds(7));
  EXPECT_EQ(GetOtlpDefaultMetricsHeaders(), options.http_headers);
  EXPECT_EQ(GetOtlpDefaultMetricsCompression(), "gzip");
  EXPECT_EQ(GetOtlpDefaultMetricsSslCertificatePath(), "/ca.pem");
}

// Else a first reader that says nothing would overrule a second that asks for exponential ones.
TEST_F(OtlpHttpMetricExporterOptionsTest, LeaveExplicitBucketsToOtherReaders) {
  Set("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", "explicit_bucket_histogram");
  EXPECT_EQ(OtlpHttpMetricExporterOptions().default_histogram_aggregation,
            AggregationType::kDefault);
  EXPECT_EQ(OtlpHttpMetricExporterOptions(nullptr).default_histogram_aggregation,
            AggregationType::kDefault);
}

TEST_F(OtlpHttpMetricExporterOptionsTest, TakeTheEndpointOfMetricsAsItIs) {
  Set("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector");
  Set("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "https://other/");
  EXPECT_EQ(OtlpHttpMetricExporterOptions().url, "https://other/");
}

TEST_F(OtlpHttpMetricExporterOptionsTest, TellOfWhatMakesNoSense) {
  Set("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "both");
  testing::internal::CaptureStderr();
  const OtlpHttpMetricExporterOptions options;
  EXPECT_NE(testing::internal::GetCapturedStderr().find(
                "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: \"both\""),
            std::string::npos);
  EXPECT_EQ(options.aggregation_temporality, PreferredAggregationTemporality::kCumulative);
}

// Each text once in the process, so the values here are those of no other test.
TEST_F(OtlpHttpMetricExporterOptionsTest, TellOfWhatConcernsThemOnce) {
  Set("OTEL_EXPORTER_OTLP_TIMEOUT", "common");
  Set("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "traces");
  Set("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "metrics");
  const auto said_by = [](auto make) {
    testing::internal::CaptureStderr();
    make();
    std::string said;
    const std::string log = testing::internal::GetCapturedStderr();
    for (const char* value : {"\"common\"", "\"traces\"", "\"metrics\""}) {
      for (std::size_t at = 0; (at = log.find(value, at)) != std::string::npos; ++at) said += value;
    }
    return said;
  };
  const auto make_metrics = [] { OtlpHttpMetricExporterOptions(); };
  const auto make_traces = [] { OtlpHttpExporterOptions(); };
  EXPECT_EQ(said_by(make_metrics), "\"common\"\"metrics\"");
  EXPECT_EQ(said_by(make_traces), "\"traces\"");
  EXPECT_EQ(said_by(make_metrics) + said_by(make_traces), "");
}

TEST_F(OtlpHttpMetricExporterOptionsTest, StartFromNothingWhenAsked) {
  Set("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector");
  EXPECT_EQ(OtlpHttpMetricExporterOptions(nullptr).url, "");
}

}  // namespace
}  // namespace otlp_http_metric_exporter_options_test
}  // namespace tracebridge::otlp
