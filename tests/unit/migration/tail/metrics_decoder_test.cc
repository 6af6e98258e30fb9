// Metrics from both forms of a request: those that other senders write, malformed ones, and what our encoders make of metrics at
// random, which both decoders must read as the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "migration/tail/json_decoder.h"
#include "migration/tail/metric_json.h"
#include "migration/tail/metric_text.h"
#include "migration/tail/proto_metrics_decoder.h"
#include "otel_core/exporters/otlp/src/metrics_encoder.h"
#include "otel_core/exporters/otlp/src/metrics_json_encoder.h"
#include "otel_core/proto/otlp/metrics_service.pb.h"
#include "tests/support/random_metrics.h"

namespace tracebridge::tail::metrics_decoder_test {
namespace {
using testing::HasSubstr;

// The lines that are shown, or the error.
std::string Text(const MetricsResult& result,
                 void (*write)(const Metric&, std::ostream&) = WriteMetricLines) {
  if (const auto* error = std::get_if<DecodeError>(&result)) return error->message;
  std::ostringstream text;
  for (const Metric& metric : std::get<DecodedMetrics>(result).metrics) write(metric, text);
  return text.str();
}

std::string Request(const std::string& metric) {
  return R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
         R"("scopeMetrics":[{"scope":{"name":"lib"},"metrics":[)" +
         metric + "]}]}]}";
}

struct JsonCase {
  std::string name;
  std::string metric;
  std::string expected;
};

const JsonCase kCases[] = {
    {"Gauge", R"({"name":"m","unit":"1","gauge":{"dataPoints":[{"asDouble":1.5}]}})",
     "metric m [1] gauge {} 1.5, of shop\n"},
    {"Counter",
     R"({"name":"m","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"9223372036854775807","attributes":[{"key":"k","value":{"intValue":1}}]}]}})",
     "metric m counter {k=1} 9223372036854775807, of shop\n"},
    {"IntegerAsNumber", R"({"name":"m","sum":{"dataPoints":[{"asInt":-7}]}})",
     "metric m sum {} -7, of shop\n"},
    {"DoubleAsText", R"({"name":"m","gauge":{"dataPoints":[{"asDouble":"NaN"}]}})",
     "metric m gauge {} NaN, of shop\n"},
    {"NaNOfJavaScript", R"({"name":"m","gauge":{"dataPoints":[{"asDouble":null}]}})",
     "metric m gauge {} no value, of shop\n"},
    {"NoRecordedValue", R"({"name":"m","histogram":{"dataPoints":[{"flags":1}]}})",
     "metric m histogram {} no value, of shop\n"},
    {"TemporalityByName",
     R"({"name":"m","histogram":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA","dataPoints":[{"count":"3"}]}})",
     "metric m histogram delta {} count 3, of shop\n"},
    {"UnknownTemporality",
     R"({"name":"m","histogram":{"aggregationTemporality":7,"dataPoints":[{"count":3}]}})",
     "metric m histogram {} count 3, of shop\n"},
    {"Histogram",
     R"({"name":"m","histogram":{"dataPoints":[{"count":"3","sum":9.5,"min":0.5,"max":5,"bucketCounts":["1",2],"explicitBounds":[1]}]}})",
     "metric m histogram {} count 3, sum 9.5, min 0.5, max 5, of shop\n"},
    {"ExponentialHistogram",
     R"({"name":"m","exponentialHistogram":{"dataPoints":[{"count":"1","scale":2,"positive":{"offset":1,"bucketCounts":["1"]}}]}})",
     "metric m exponential histogram {} count 1, of shop\n"},
    {"Summary",
     R"({"name":"m","summary":{"dataPoints":[{"count":"1","sum":2,"quantileValues":[{"quantile":0.5,"value":2}]}]}})",
     "metric m summary {} count 1, sum 2, of shop\n"},
    {"Exemplars",
     R"({"name":"m","sum":{"dataPoints":[{"asInt":1,"exemplars":[{"asDouble":4.5,"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","timeUnixNano":"5","filteredAttributes":[{"key":"user","value":{"stringValue":"u42"}}]},{"asInt":2}]}]}})",
     "metric m sum {} 1, exemplar 4.5 in trace 4bf92f3577b34da6a3ce929d0e0e4736, exemplar 2, of "
     "shop\n"},
    {"TwoKinds_TheLastCounts",
     R"({"name":"m","gauge":{"dataPoints":[{"asInt":1}]},"sum":{"dataPoints":[{"asInt":2}]}})",
     "metric m sum {} 2, of shop\n"},
    {"NoPoints", R"({"name":"m","gauge":{}})", "metric m gauge without points, of shop\n"},
    {"NoKind", R"({"name":"m"})", "metric m of an unknown kind without points, of shop\n"},
    {"UnknownMembers",
     R"({"name":"m","new":{"x":[1]},"gauge":{"dataPoints":[{"asInt":1,"y":{}}]}})",
     "metric m gauge {} 1, of shop\n"},
    {"ControlCharacters", R"({"name":"m\u001b[31m","gauge":{"dataPoints":[{"asInt":1}]}})",
     "metric m\\x1b[31m gauge {} 1, of shop\n"},
    {"NameIsANumber", R"({"name":7})", "\"name\" must be text"},
    {"PointsAreAnObject", R"({"gauge":{"dataPoints":{}}})", "\"dataPoints\" must be an array"},
    {"PointIsANumber", R"({"gauge":{"dataPoints":[7]}})",
     "\"dataPoints\" must be an array of objects"},
    {"GaugeIsAList", R"({"gauge":[]})", "\"gauge\" must be an object"},
    {"CountIsNegative", R"({"histogram":{"dataPoints":[{"count":-1}]}})",
     "\"count\" must be an unsigned 64-bit integer"},
    {"SumIsText", R"({"histogram":{"dataPoints":[{"sum":"much"}]}})", "\"sum\" must be a number"},
    {"MonotonicIsANumber", R"({"sum":{"isMonotonic":1}})", "\"isMonotonic\" must be true or false"},
    {"IdIsANumber", R"({"sum":{"dataPoints":[{"exemplars":[{"traceId":1}]}]}})",
     "\"traceId\" must be text of hex digits"},
};

class MetricsJsonTest : public testing::TestWithParam<JsonCase> {};

TEST_P(MetricsJsonTest, IsRead) {
  EXPECT_EQ(Text(DecodeMetricsJson(Request(GetParam().metric))), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Forms, MetricsJsonTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(MetricsJsonTest, TakesNoSpans) {
  EXPECT_EQ(Text(DecodeMetricsJson(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{}]}]}]})")), "");
}

TEST(MetricsJsonTest, HoldsPointsItemsAndDepthAgainstTheLimits) {
  const std::string two = Request(R"({"gauge":{"dataPoints":[{},{}]}})");
  DecodeLimits limits;
  limits.max_points = 1;
  EXPECT_EQ(Text(DecodeMetricsJson(two, limits)), "the request has more than 1 points");
  limits = {};
  limits.max_items = 5;
  EXPECT_EQ(Text(DecodeMetricsJson(two, limits)), "the request has more than 5 items");
  limits = {};
  limits.max_depth = 8;
  EXPECT_EQ(Text(DecodeMetricsJson(two, limits)), "the request nests deeper than 8");
}

TEST(MetricsProtoTest, SaysWhatABodyIsNot) {
  EXPECT_EQ(Text(DecodeMetricsProto("\x0e")),
            "the body is not a Protobuf ExportMetricsServiceRequest");
  otlp::v1::ExportMetricsServiceRequest request;
  request.add_resource_metrics()->set_schema_url("x");
  std::string body = request.SerializeAsString();
  body.back() = '\xff';
  EXPECT_THAT(Text(DecodeMetricsProto(body)), HasSubstr("is its text UTF-8?"));
}

TEST(MetricsProtoTest, ReadsSummaries) {
  otlp::v1::ExportMetricsServiceRequest request;
  auto* metric = request.add_resource_metrics()->add_scope_metrics()->add_metrics();
  metric->set_name("m");
  auto* point = metric->mutable_summary()->add_data_points();
  point->set_count(2);
  point->set_sum(0.5);
  EXPECT_EQ(Text(DecodeMetricsProto(request.SerializeAsString())),
            "metric m summary {} count 2, sum 0.5, of unknown_service\n");
}

TEST(MetricsDecodersTest, ReadTheSameFromBothForms) {
  std::mt19937_64 random(20261126);
  tracebridge::otlp::MetricsEncoder encoder;
  std::size_t lines = 0;
  for (int round = 0; round < 200; ++round) {
    const test::RandomMetrics metrics = test::MakeRandomMetrics(&random);
    const auto groups = tracebridge::otlp::GroupMetrics(metrics.data);
    std::string json;
    tracebridge::otlp::EncodeJson(groups, &json);
    const std::string from_proto =
        Text(DecodeMetricsProto(encoder.Encode(groups)), WriteMetricJson);
    EXPECT_EQ(Text(DecodeMetricsJson(json), WriteMetricJson), from_proto) << json;
    lines += static_cast<std::size_t>(std::count(from_proto.begin(), from_proto.end(), '\n'));
    EXPECT_EQ(std::count(from_proto.begin(), from_proto.end(), '\n'),
              static_cast<std::ptrdiff_t>(groups.points));
  }
  EXPECT_GT(lines, 1000u);
}

}  // namespace
}  // namespace tracebridge::tail::metrics_decoder_test
