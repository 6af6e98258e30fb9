// What a configuration file may say, and what is said about one that is wrong.
#include <gtest/gtest.h>

#include <string>

#include "tracebridge/sdk_options.h"

namespace tracebridge::json_reader_test {
namespace {

std::string ErrorOf(const std::string& json) {
  const auto options = ReadJson(json);
  return options ? "no error" : options.error().message;
}

TEST(JsonReaderTest, TakesAValueOfEveryType) {
  const auto options = ReadJson(R"({
    "disabled": true,
    "service_name": "edge",
    "resource_attributes": {"team": "web", "tier": "1"},
    "propagators": ["jaeger", "tracecontext", "jaeger"],
    "sampler": "TraceIdRatio",
    "sampler_ratio": 0.25,
    "batch_schedule_delay": 100,
    "batch_max_queue_size": 4096
  })");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_TRUE(options->disabled);
  EXPECT_EQ(options->service_name, "edge");
  EXPECT_EQ(options->resource_attributes,
            (SdkOptions::KeyValueList{{"team", "web"}, {"tier", "1"}}));
  EXPECT_EQ(options->propagators,
            (std::vector<Propagator>{Propagator::kJaeger, Propagator::kTraceContext}));
  EXPECT_EQ(options->sampler, TracesSampler::kTraceIdRatio);
  EXPECT_EQ(options->sampler_ratio, 0.25);
  EXPECT_EQ(options->batch_schedule_delay.count(), 100);
  EXPECT_EQ(options->batch_max_queue_size, 4096u);
}

TEST(JsonReaderTest, TakesTextAsInTheEnvironmentUnderTheNamesOfTheVariables) {
  const auto options = ReadJson(R"({
    "OTEL_SDK_DISABLED": "true",
    "OTEL_PROPAGATORS": "b3, baggage",
    "OTEL_BSP_SCHEDULE_DELAY": "100",
    "OTEL_TRACES_SAMPLER_ARG": "0.5",
    "OTEL_EXPORTER_OTLP_HEADERS": "api-key=s%20cret"
  })");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_TRUE(options->disabled);
  EXPECT_EQ(options->propagators, (std::vector<Propagator>{Propagator::kB3, Propagator::kBaggage}));
  EXPECT_EQ(options->batch_schedule_delay.count(), 100);
  EXPECT_EQ(options->sampler_ratio, 0.5);
  EXPECT_EQ(options->otlp_headers, (SdkOptions::KeyValueList{{"api-key", "s cret"}}));
}

TEST(JsonReaderTest, StandsAboveWhatIsSetAlready) {
  SdkOptions environment;
  environment.service_name = "of the environment";
  environment.otlp_compression = OtlpCompression::kGzip;
  const auto options = ReadJson(R"({"service_name": "of the file"})", environment);
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->service_name, "of the file");
  EXPECT_EQ(options->otlp_compression, OtlpCompression::kGzip);
}

TEST(JsonReaderTest, LetsNoEndpointForTracesWinOverTheEndpointOfTheFile) {
  SdkOptions environment;
  environment.otlp_traces_endpoint = "http://environment/v1/traces";
  EXPECT_EQ(ReadJson(R"({"otlp_endpoint": "http://file"})", environment)->otlp_traces_endpoint, "");
  EXPECT_EQ(ReadJson(R"({"service_name": "edge"})", environment)->otlp_traces_endpoint,
            "http://environment/v1/traces");
}

TEST(JsonReaderTest, LetsNoEndpointForMetricsWinOverTheEndpointOfTheFile) {
  SdkOptions environment;
  environment.otlp_metrics_endpoint = "http://environment/v1/metrics";
  EXPECT_EQ(ReadJson(R"({"otlp_endpoint": "http://file"})", environment)->otlp_metrics_endpoint,
            "");
  EXPECT_EQ(
      ReadJson(R"({"otlp_traces_endpoint": "http://file"})", environment)->otlp_metrics_endpoint,
      "http://environment/v1/metrics");
}

TEST(JsonReaderTest, TakesWhatIsSaidOfOtlpForMetricsToo) {
  const auto options = ReadJson(
      R"({"otlp_headers": {"k": "v"}, "otlp_timeout": 7, "otlp_metrics_timeout": 8,
          "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION": "gzip"})");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->otlp_metrics_headers, (SdkOptions::KeyValueList{{"k", "v"}}));
  EXPECT_EQ(options->otlp_timeout, std::chrono::milliseconds(7));
  EXPECT_EQ(options->otlp_metrics_timeout, std::chrono::milliseconds(8));
  EXPECT_EQ(options->otlp_metrics_compression, OtlpCompression::kNone);
}

TEST(JsonReaderTest, SetsAllThatHasNothingOfItsOwnByACommonVariable) {
  const auto options =
      ReadJson(R"({"OTEL_ATTRIBUTE_COUNT_LIMIT": 7, "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT": 8})");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->attribute_count_limit, 7u);
  EXPECT_EQ(options->event_attribute_count_limit, 8u);
  EXPECT_EQ(options->link_attribute_count_limit, 7u);
}

TEST(JsonReaderTest, ChangesNothingWithoutText) {
  SdkOptions environment;
  environment.service_name = "of the environment";
  for (const char* text : {"", " \r\n\t", "{}"}) {
    const auto options = ReadJson(text, environment);
    ASSERT_TRUE(options) << options.error().message;
    EXPECT_EQ(options->service_name, "of the environment");
  }
}

TEST(JsonReaderTest, ShrinksTheBatchToTheQueue) {
  const auto options = ReadJson(R"({"batch_max_queue_size": 100})");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->batch_max_export_size, 100u);
}

TEST(JsonReaderTest, ReadsTheArgumentThatTheSamplerTakes) {
  const auto options = ReadJson(R"({"sampler": "jaeger_remote", "sampler_interval": 7,
      "OTEL_TRACES_SAMPLER_ARG": "endpoint=http://agent:5778,pollingIntervalMs=5000"})");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->sampler_url, "http://agent:5778/sampling");
  EXPECT_EQ(options->sampler_interval, std::chrono::milliseconds(7));  // by its own name
  const auto limit =
      ReadJson(R"({"sampler": "parentbased_jaeger_ratelimiting", "OTEL_TRACES_SAMPLER_ARG": 2.5})");
  ASSERT_TRUE(limit) << limit.error().message;
  EXPECT_EQ(limit->sampler_rate_limit, 2.5);
}

struct ErrorCase {
  std::string name;
  std::string json;
  ErrorCode code;
  std::string message;
};

const ErrorCase kErrors[] = {
    {"NoJson", "service_name: edge", ErrorCode::kMalformedJson,
     "line 1, column 1: syntax error while parsing value - invalid literal"},
    {"Truncated", "{\n\"service_name\": ", ErrorCode::kMalformedJson,
     "line 2, column 17: syntax error while parsing value - unexpected end of input; expected "
     "'[', '{', or a literal"},
    {"NoUtf8", "{\"service_name\": \"\xff\"}", ErrorCode::kMalformedJson,
     "line 1, column 19: syntax error while parsing value - invalid string: ill-formed UTF-8 "
     "byte"},
    {"TextWithoutAnEnd", "{\"otlp_headers\": \"api-key=s3cr3t; last read: '\n\"}",
     ErrorCode::kMalformedJson,
     "line 2, column 0: syntax error while parsing value - invalid string: control character "
     "U+000A (LF) must be escaped to \\u000A or \\n"},
    {"TextWithABadEscape", R"({"otlp_headers": "api-key=s3cr3t\q"})", ErrorCode::kMalformedJson,
     "line 1, column 34: syntax error while parsing value - invalid string: forbidden character "
     "after backslash"},
    {"NameWithoutAnEnd", R"({"s3cr3t)", ErrorCode::kMalformedJson,
     "line 1, column 9: syntax error while parsing object key - invalid string: missing closing "
     "quote"},
    {"AfterTheEnd", "{}\n}", ErrorCode::kMalformedJson,
     "line 2, column 1: syntax error while parsing value - unexpected '}'; expected end of input"},
    {"HugeNumber", "{\n\"sampler_ratio\": 1e400}", ErrorCode::kMalformedJson,
     "line 2: number overflow"},
    {"NoObject", "[]", ErrorCode::kMalformedJson, "line 1: is array, not an object of settings"},
    {"ObjectsInAnArray", R"([{"service_name": "edge"}, {"service_name": "edge"}])",
     ErrorCode::kMalformedJson, "line 1: is array, not an object of settings"},
    {"UnknownName", "{\n\"otlp_endpont\": 1}", ErrorCode::kUnknownSetting,
     "line 2, \"otlp_endpont\": is no setting; did you mean \"otlp_endpoint\"?"},
    {"UnknownVariable", R"({"OTEL_TRACE_SAMPLER": 1})", ErrorCode::kUnknownSetting,
     "line 1, \"OTEL_TRACE_SAMPLER\": is no setting; did you mean \"OTEL_TRACES_SAMPLER\"?"},
    {"NothingLikeIt", R"({"colour": "blue"})", ErrorCode::kUnknownSetting,
     "line 1, \"colour\": is no setting"},
    {"Twice", "{\"sampler\": \"always_on\",\n\"sampler\": \"always_off\"}",
     ErrorCode::kRepeatedSetting, "line 2, \"sampler\": stands twice"},
    {"TwiceByTwoNames", "{\"OTEL_SERVICE_NAME\": \"a\",\n\"service_name\": \"b\"}",
     ErrorCode::kRepeatedSetting,
     "line 2, \"service_name\": is the same setting as \"OTEL_SERVICE_NAME\""},
    {"PairTwice", R"({"otlp_headers": {"a": "1", "a": "2"}})", ErrorCode::kRepeatedSetting,
     "line 1, \"otlp_headers\": has \"a\" twice"},
    {"NumberForText", R"({"service_name": 42})", ErrorCode::kWrongType,
     "line 1, \"service_name\": is number, not text"},
    {"NullForText", R"({"service_name": null})", ErrorCode::kWrongType,
     "line 1, \"service_name\": is null, not text"},
    {"NumberForTruth", R"({"disabled": 1})", ErrorCode::kWrongType,
     "line 1, \"disabled\": is number, not true or false"},
    {"TextForTruth", R"({"disabled": "yes"})", ErrorCode::kUnknownValue,
     "line 1, \"disabled\": \"yes\" is neither \"true\" nor \"false\""},
    {"TruthForNumber", R"({"otlp_timeout": true})", ErrorCode::kWrongType,
     "line 1, \"otlp_timeout\": is boolean, not a number"},
    {"NegativeNumber", R"({"otlp_timeout": -1})", ErrorCode::kInvalidNumber,
     "line 1, \"otlp_timeout\": \"-1\" is not a number that fits"},
    {"FractionForWholeNumber", R"({"link_count_limit": 1.5})", ErrorCode::kInvalidNumber,
     "line 1, \"link_count_limit\": \"1.5\" is not a number that fits"},
    {"TooLargeNumber", R"({"link_count_limit": 4294967296})", ErrorCode::kInvalidNumber,
     "line 1, \"link_count_limit\": \"4294967296\" is not a number that fits"},
    {"OutOfRange", R"({"sampler_ratio": 1.5})", ErrorCode::kOutOfRange,
     "line 1, \"sampler_ratio\": 1.5 is not between 0 and 1"},
    {"ObjectForWord", R"({"sampler": {}})", ErrorCode::kWrongType,
     "line 1, \"sampler\": is object, not text"},
    {"UnknownWord", R"({"otlp_compression": "zip"})", ErrorCode::kUnknownValue,
     "line 1, \"otlp_compression\": \"zip\" is not known; known are `none`, `gzip`"},
    {"ObjectForList", R"({"propagators": {}})", ErrorCode::kWrongType,
     "line 1, \"propagators\": is object, not an array of texts"},
    {"NumberInList", R"({"propagators": ["b3", 3]})", ErrorCode::kWrongType,
     "line 1, \"propagators\": is number, not an array of texts"},
    {"EmptyList", R"({"propagators": []})", ErrorCode::kMalformedList,
     "line 1, \"propagators\": names nothing"},
    {"UnknownWordInList", R"({"wire_phase": "w3c", "traces_exporters": ["otlp", "lightstep"]})",
     ErrorCode::kUnknownValue,
     "line 1, \"traces_exporters\": \"lightstep\" is not known; known are `otlp`, `otlp_file`, "
     "`otlp/stdout`, `console`, `jaeger`, `zipkin`, `none`"},
    {"NoneAmongOthers", R"({"traces_exporters": ["none", "otlp"]})", ErrorCode::kUnknownValue,
     "line 1, \"traces_exporters\": \"none\" means nothing in a list with others"},
    {"ArrayForPairs", R"({"otlp_headers": ["a"]})", ErrorCode::kWrongType,
     "line 1, \"otlp_headers\": is array, not an object of texts"},
    {"NumberInPairs", R"({"otlp_headers": {"a": 1}})", ErrorCode::kWrongType,
     "line 1, \"otlp_headers\": \"a\" is number, not text"},
    {"PairWithoutAName", R"({"resource_attributes": {"": "1"}})", ErrorCode::kMalformedList,
     "line 1, \"resource_attributes\": has a member without a name"},
    {"HeaderThatBreaksTheLine", R"({"otlp_headers": {"a": "1\nB: 2"}})", ErrorCode::kMalformedList,
     "line 1, \"otlp_headers\": the value of \"a\" has a character that no header can have"},
    {"Url", R"({"otlp_endpoint": "collector:4318"})", ErrorCode::kMalformedUrl,
     "line 1, \"otlp_endpoint\": \"collector:4318\" is not a URL that begins with http:// or "
     "https://"},
    {"BatchLargerThanQueue", "{\"batch_max_queue_size\": 10,\n\"batch_max_export_size\": 11}",
     ErrorCode::kOutOfRange, "line 2, \"batch_max_export_size\": is more than the queue holds"},
    {"SamplerArgument", R"({"sampler": "jaeger_remote", "OTEL_TRACES_SAMPLER_ARG": 0.5})",
     ErrorCode::kMalformedList, "line 1, \"OTEL_TRACES_SAMPLER_ARG\": \"0.5\" has no \"=\""},
    {"HeaderName", R"({"jaeger_trace_header": "a b"})", ErrorCode::kUnknownValue,
     "line 1, \"jaeger_trace_header\": \"a b\" is not the name of a header"},
    {"ConfigFile", R"({"config_file": "a.yaml"})", ErrorCode::kNotSupported,
     "line 1, \"config_file\": declarative configuration is not supported yet"},
    {"FirstOfSeveral", "{\"x\": 1,\n\"sampler\": 1}", ErrorCode::kUnknownSetting,
     "line 1, \"x\": is no setting"},
};

class JsonErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(JsonErrorTest, NamesTheLineAndTheSetting) {
  const auto options = ReadJson(GetParam().json);
  ASSERT_FALSE(options);
  EXPECT_EQ(ErrorOf(GetParam().json), GetParam().message);
  EXPECT_EQ(options.error().code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Files, JsonErrorTest, testing::ValuesIn(kErrors),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::json_reader_test
