#include "otel_core/exporters/otlp/src/metrics_json_encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "opentelemetry/sdk/resource/resource.h"
#include "tests/support/random_metrics.h"
#include "tests/unit/otel_core/exporters/otlp/sample_metrics.h"

namespace tracebridge::otlp {
namespace metrics_json_encoder_test {
namespace {

using namespace opentelemetry::sdk::
    metrics;  // NOLINT(google-build-using-namespace): what is exported

// Returns the only metric, without its name, description and unit.
std::string Json(const MetricData& metric) {
  std::string json;
  const ResourceMetrics metrics = OneScope(nullptr, metric);
  EncodeJson(GroupMetrics(metrics), &json);
  const std::string before =
      R"({"resourceMetrics":[{"resource":{},"scopeMetrics":[{"scope":{},"metrics":[{"name":"shop.requests","description":"requests served","unit":"{request}",)";
  const std::string after = "}]}]}]}";
  EXPECT_EQ(json.substr(0, before.size()), before);
  EXPECT_EQ(json.substr(json.size() - after.size()), after);
  return json.substr(before.size(), json.size() - before.size() - after.size());
}

struct JsonCase {
  std::string name;
  PointDataAttributes point;
  std::string expected;
};

PointDataAttributes With(PointDataAttributes point, PointAttributes attributes,
                         std::vector<Exemplar> exemplars = {}) {
  point.attributes = std::move(attributes);
  point.exemplars = std::move(exemplars);
  return point;
}

PointDataAttributes Gauge(ValueType value, bool is_valid = true) {
  return {{}, LastValuePointData{value, is_valid, {}}};
}

const std::string kTimes = R"("startTimeUnixNano":"1000","timeUnixNano":"2000",)";
const std::string kCumulative = R"("aggregationTemporality":2)";

const JsonCase kCases[] = {
    {"IntegerSum", SumOf(std::int64_t{-7}),
     R"("sum":{"dataPoints":[{)" + kTimes + R"("asInt":"-7"}],)" + kCumulative +
         R"(,"isMonotonic":true})"},
    {"SumOfZero", SumOf(std::int64_t{0}),
     R"("sum":{"dataPoints":[{)" + kTimes + R"("asInt":"0"}],)" + kCumulative +
         R"(,"isMonotonic":true})"},
    {"SumThatMayFall",
     {{}, SumPointData{0.5, false}},
     R"("sum":{"dataPoints":[{)" + kTimes + R"("asDouble":0.5}],)" + kCumulative + "}"},
    {"Gauge", Gauge(2.5), R"("gauge":{"dataPoints":[{)" + kTimes + R"("asDouble":2.5}]})"},
    {"GaugeWithoutAValue", Gauge(2.5, false),
     R"("gauge":{"dataPoints":[{)" + kTimes + R"("flags":1}]})"},
    {"NotANumber", Gauge(std::nan("")),
     R"("gauge":{"dataPoints":[{)" + kTimes + R"("asDouble":"NaN"}]})"},
    {"Infinity", Gauge(-std::numeric_limits<double>::infinity()),
     R"("gauge":{"dataPoints":[{)" + kTimes + R"("asDouble":"-Infinity"}]})"},
    {"Attributes", With(Gauge(2.5), {{"a", true}, {"route", "/\"\xff"}}),
     R"("gauge":{"dataPoints":[{"attributes":[{"key":"a","value":{"boolValue":true}},{"key":"route","value":{"stringValue":"/\"\ufffd"}}],)" +
         kTimes + R"("asDouble":2.5}]})"},
    {"Exemplars", With(Gauge(2.5), {}, {SampleExemplar(), {1.5, {}, {}, {}, {}}}),
     R"("gauge":{"dataPoints":[{)" + kTimes +
         R"("asDouble":2.5,"exemplars":[{"timeUnixNano":"5","asInt":"3","spanId":"cd00000000000002","traceId":"ab000000000000000000000000000001","filteredAttributes":[{"key":"user","value":{"stringValue":"u42"}}]},{"asDouble":1.5}]}]})"},
    {"Histogram", HistogramOf({1, 2.5}, {1, 0, 2}),
     R"("histogram":{"dataPoints":[{)" + kTimes +
         R"("count":"3","sum":9.5,"bucketCounts":["1","0","2"],"explicitBounds":[1,2.5],"min":0.5,"max":5}],)" +
         kCumulative + "}"},
    {"HistogramWithoutBuckets", HistogramOf({1}, {}),
     R"("histogram":{"dataPoints":[{)" + kTimes + R"("sum":9.5}],)" + kCumulative + "}"},
    {"ExponentialHistogram", ExponentialHistogramOf(),
     R"("exponentialHistogram":{"dataPoints":[{)" + kTimes +
         R"("count":"5","sum":3,"scale":-2,"zeroCount":"1","positive":{"offset":-1,"bucketCounts":["200","0","1"]},"negative":{"offset":3,"bucketCounts":["1"]},"min":-1,"max":4,"zeroThreshold":0.25}],)" +
         kCumulative + "}"},
};

class MetricsJsonEncoderTest : public testing::TestWithParam<JsonCase> {};

TEST_P(MetricsJsonEncoderTest, WritesEveryKindOfPoint) {
  std::string expected = GetParam().expected;
  const std::size_t escape = expected.find("\\ufffd");
  if (escape != std::string::npos) expected.replace(escape, 6, "\xEF\xBF\xBD");
  EXPECT_EQ(Json(MetricOf(GetParam().point)), expected);
}

INSTANTIATE_TEST_SUITE_P(Kinds, MetricsJsonEncoderTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(MetricsJsonEncoderTest, LeavesOutSumsThatMayFall) {
  MetricData metric = MetricOf(HistogramOf({}, {1}));
  metric.instrument_descriptor.type_ = InstrumentType::kUpDownCounter;
  EXPECT_EQ(Json(metric).find("\"sum\""), std::string::npos);
}

TEST(MetricsJsonEncoderTest, WritesNothingAsAnEmptyList) {
  std::string json = "before";
  EncodeJson(GroupMetrics({}), &json);
  EXPECT_EQ(json, R"({"resourceMetrics":[]})");
}

TEST(MetricsJsonEncoderTest, WritesResourceAndScope) {
  const opentelemetry::sdk::resource::Resource shop({{"service.name", "shop"}}, "https://r");
  const auto lib = opentelemetry::sdk::instrumentationscope::InstrumentationScope::Create(
      "lib", "1", "https://s");
  MetricData metric = MetricOf(Gauge(2.5));
  metric.instrument_descriptor = {"g", "", "", InstrumentType::kGauge, InstrumentValueType::kLong};
  metric.start_ts = metric.end_ts = {};
  ResourceMetrics metrics = OneScope(lib.get(), metric);
  metrics.resource_ = &shop;
  std::string json;
  EncodeJson(GroupMetrics(metrics), &json);
  EXPECT_EQ(
      json,
      R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
      R"("scopeMetrics":[{"scope":{"name":"lib","version":"1"},"metrics":[{"name":"g","gauge":{"dataPoints":[{"asDouble":2.5}]}}],)"
      R"("schemaUrl":"https://s"}],"schemaUrl":"https://r"}]})");
}

TEST(MetricsJsonEncoderTest, WritesJsonWhateverTheMetricsAre) {
  std::mt19937_64 random(20261126);
  for (int round = 0; round < 300; ++round) {
    const test::RandomMetrics metrics = test::MakeRandomMetrics(&random);
    std::string json;
    EncodeJson(GroupMetrics(metrics.data), &json);
    EXPECT_TRUE(nlohmann::json::accept(json)) << json;
  }
}

}  // namespace
}  // namespace metrics_json_encoder_test
}  // namespace tracebridge::otlp
