// `tracebridge tail` at the other end of the exporter of metrics, in each form that it sends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "opentelemetry/exporters/otlp/otlp_http_metric_exporter_factory.h"
#include "tests/e2e/tail/tail_process.h"
#include "tests/unit/otel_core/exporters/otlp/sample_metrics.h"

namespace tracebridge::tail {
namespace {

using opentelemetry::exporter::otlp::HttpRequestContentType;
using opentelemetry::exporter::otlp::OtlpHttpMetricExporterFactory;
using opentelemetry::exporter::otlp::OtlpHttpMetricExporterOptions;
using opentelemetry::sdk::common::ExportResult;

struct FormCase {
  std::string name;
  HttpRequestContentType type;
  std::string compression;
};

class MetricsFormTest : public testing::TestWithParam<FormCase> {};

TEST_P(MetricsFormTest, IsShown) {
  TailProcess tail({});
  OtlpHttpMetricExporterOptions options(nullptr);
  options.url = tail.url() + "/v1/metrics";
  options.timeout = std::chrono::seconds(60);
  options.content_type = GetParam().type;
  options.compression = GetParam().compression;
  const auto exporter = OtlpHttpMetricExporterFactory::Create(options);
  auto point = otlp::HistogramOf({1}, {1, 2});
  point.attributes = {{"http.route", "/items/{id}"}};
  point.exemplars = {otlp::SampleExemplar()};
  EXPECT_EQ(exporter->Export(otlp::OneScope(nullptr, otlp::MetricOf(point))),
            ExportResult::kSuccess);
  EXPECT_EQ(tail.ReadTo("shop.requests"),
            "metric shop.requests [{request}] histogram {http.route=/items/{id}} count 3, sum 9.5, "
            "min 0.5, max 5, exemplar 3 in trace ab000000000000000000000000000001, of "
            "unknown_service\n");
  tail.Interrupt();
  EXPECT_THAT(tail.Wait().err, testing::HasSubstr("1 point of metrics"));
}

const FormCase kForms[] = {
    {"Protobuf", HttpRequestContentType::kBinary, "none"},
    {"Json", HttpRequestContentType::kJson, "none"},
    {"ProtobufCompressed", HttpRequestContentType::kBinary, "gzip"},
    {"JsonCompressed", HttpRequestContentType::kJson, "gzip"},
};

INSTANTIATE_TEST_SUITE_P(Exporter, MetricsFormTest, testing::ValuesIn(kForms),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::tail
