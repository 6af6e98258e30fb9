#include "opentelemetry/exporters/otlp/otlp_http_exporter_options.h"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace tracebridge::otlp {
namespace {

using opentelemetry::exporter::otlp::HttpRequestContentType;
using opentelemetry::exporter::otlp::OtlpHttpExporterOptions;

class OtlpHttpExporterOptionsTest : public testing::Test {
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

TEST_F(OtlpHttpExporterOptionsTest, HaveTheDefaultsOfTheSpecification) {
  const OtlpHttpExporterOptions options;
  EXPECT_EQ(options.url, "http://localhost:4318/v1/traces");
  EXPECT_EQ(options.content_type, HttpRequestContentType::kBinary);
  EXPECT_EQ(options.timeout, std::chrono::seconds(10));
  EXPECT_EQ(options.compression, "none");
  EXPECT_EQ(options.retry_policy_max_attempts, 5u);
  EXPECT_EQ(options.retry_policy_backoff_multiplier, 1.5f);
}

TEST_F(OtlpHttpExporterOptionsTest, ComeFromTheEnvironment) {
  Set("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector");
  Set("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "api-key=1");
  Set("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
  Set("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
  Set("OTEL_EXPORTER_OTLP_CERTIFICATE", "/ca.pem");
  Set("OTEL_EXPORTER_OTLP_CLIENT_KEY", "/key.pem");
  Set("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/client.pem");
  const OtlpHttpExporterOptions options;
  EXPECT_EQ(options.url, "https://collector/v1/traces");
  EXPECT_EQ(options.http_headers.find("API-Key")->second, "1");
  EXPECT_EQ(options.content_type, HttpRequestContentType::kJson);
  EXPECT_EQ(options.compression, "gzip");
  EXPECT_EQ(options.ssl_ca_cert_path, "/ca.pem");
  EXPECT_EQ(options.ssl_client_key_path, "/key.pem");
  EXPECT_EQ(options.ssl_client_cert_path, "/client.pem");
}

TEST_F(OtlpHttpExporterOptionsTest, TellOnlyOfTheirOwnVariables) {
  Set("OTEL_EXPORTER_OTLP_TIMEOUT", "soon");
  Set("OTEL_BSP_MAX_QUEUE_SIZE", "0");
  testing::internal::CaptureStderr();
  const OtlpHttpExporterOptions options;
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "[Warning] tracebridge: OTEL_EXPORTER_OTLP_TIMEOUT: \"soon\" is not a number that "
            "fits\n");
  EXPECT_EQ(options.timeout, std::chrono::seconds(10));
}

TEST_F(OtlpHttpExporterOptionsTest, StartFromNothingWhenAsked) {
  Set("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector");
  const OtlpHttpExporterOptions options(nullptr);
  EXPECT_EQ(options.url, "");
  EXPECT_EQ(options.timeout, std::chrono::seconds(0));
}

}  // namespace
}  // namespace tracebridge::otlp
