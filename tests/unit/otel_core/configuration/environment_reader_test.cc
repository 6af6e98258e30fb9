// Source: OpenTelemetry specification 1.60.0, configuration/sdk-environment-variables.md.
#include "otel_core/configuration/src/environment_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <map>
#include <sstream>

namespace tracebridge::core::environment_reader_test {
namespace {

using Variables = std::map<std::string, std::string>;

// As ProcessEnvironment() does: a variable that is set to nothing is not set.
EnvironmentReading Read(const Variables& variables) {
  return ReadEnvironment([&variables](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end() || found->second.empty()) return std::nullopt;
    return found->second;
  });
}

std::string Warnings(const EnvironmentReading& reading) {
  std::string text;
  for (const auto& warning : reading.warnings) {
    text += warning.variable + ": " + warning.error.message + "\n";
  }
  return text;
}

TEST(EnvironmentReaderTest, FindsDefaultsInAnEmptyEnvironment) {
  const EnvironmentReading reading = Read({});
  EXPECT_EQ(reading.options.batch_schedule_delay, std::chrono::milliseconds(5000));
  EXPECT_EQ(reading.options.sampler, TracesSampler::kParentBasedAlwaysOn);
  EXPECT_EQ(reading.options.attribute_value_length_limit, kNoLimit);
  EXPECT_TRUE(reading.variables.empty());
  EXPECT_EQ(Warnings(reading), "");
}

TEST(EnvironmentReaderTest, TakesAValueOfEveryType) {
  const EnvironmentReading reading = Read({
      {"OTEL_SDK_DISABLED", "TRUE"},
      {"OTEL_SERVICE_NAME", "shop"},
      {"OTEL_RESOURCE_ATTRIBUTES", "a=1,b=%2C"},
      {"OTEL_PROPAGATORS", "baggage, tracecontext,baggage"},
      {"OTEL_TRACES_EXPORTER", "console,otlp"},
      {"OTEL_TRACES_SAMPLER", "TraceIdRatio"},
      {"OTEL_TRACES_SAMPLER_ARG", "0.25"},
      {"OTEL_BSP_SCHEDULE_DELAY", " 100 "},
      {"OTEL_BSP_MAX_QUEUE_SIZE", "4096"},
      {"OTEL_EXPORTER_OTLP_HEADERS", "api-key=s%20cret"},
      {"OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"},
      {"OTEL_CPP_EXPORTER_OTLP_RETRY_BACKOFF_MULTIPLIER", "2.5"},
      {"TRACEBRIDGE_IMPLICIT_PARENT", "never"},
      {"TRACEBRIDGE_OPENCENSUS_TAGS", "baggage"},
      {"TRACEBRIDGE_RUN_POLICY", "keep"},
      {"TRACEBRIDGE_RUN_FOLLOW", "true"},
  });
  const SdkOptions& options = reading.options;
  EXPECT_TRUE(options.disabled);
  EXPECT_EQ(options.service_name, "shop");
  EXPECT_EQ(options.resource_attributes, (SdkOptions::KeyValueList{{"a", "1"}, {"b", ","}}));
  EXPECT_EQ(options.propagators,
            (std::vector<Propagator>{Propagator::kBaggage, Propagator::kTraceContext}));
  EXPECT_EQ(options.traces_exporters,
            (std::vector<TracesExporter>{TracesExporter::kConsole, TracesExporter::kOtlp}));
  EXPECT_EQ(options.sampler, TracesSampler::kTraceIdRatio);
  EXPECT_EQ(options.sampler_ratio, 0.25);
  EXPECT_EQ(options.batch_schedule_delay, std::chrono::milliseconds(100));
  EXPECT_EQ(options.batch_max_queue_size, 4096u);
  EXPECT_EQ(options.otlp_headers, (SdkOptions::KeyValueList{{"api-key", "s cret"}}));
  EXPECT_EQ(options.otlp_compression, OtlpCompression::kGzip);
  EXPECT_EQ(options.otlp_retry_backoff_multiplier, 2.5);
  EXPECT_EQ(options.implicit_parent, ImplicitParentPolicy::kNever);
  EXPECT_EQ(options.opencensus_tags, OpenCensusTagsPolicy::kBaggage);
  EXPECT_EQ(options.run_policy, RunPolicy::kKeep);
  EXPECT_TRUE(options.run_follow);
  EXPECT_EQ(reading.variables.size(), 16u);
  EXPECT_TRUE(reading.WasSet("OTEL_TRACES_SAMPLER"));
  EXPECT_FALSE(reading.WasSet("OTEL_BSP_EXPORT_TIMEOUT"));
  EXPECT_EQ(Warnings(reading), "");
}

TEST(EnvironmentReaderTest, TakesAnEmptyValueAsUnset) {
  const EnvironmentReading reading = Read({{"OTEL_BSP_MAX_QUEUE_SIZE", ""}});
  EXPECT_EQ(reading.options.batch_max_queue_size, 2048u);
  EXPECT_TRUE(reading.variables.empty());
  EXPECT_EQ(Warnings(reading), "");
}

TEST(EnvironmentReaderTest, PrefersTheVariableOfTheSignal) {
  const EnvironmentReading reading = Read({{"OTEL_EXPORTER_OTLP_TIMEOUT", "1"},
                                           {"OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "2"},
                                           {"OTEL_ATTRIBUTE_COUNT_LIMIT", "3"},
                                           {"OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "4"}});
  EXPECT_EQ(reading.options.otlp_timeout, std::chrono::milliseconds(2));
  EXPECT_EQ(reading.options.attribute_count_limit, 3u);
  EXPECT_EQ(reading.options.event_attribute_count_limit, 3u);
  EXPECT_EQ(reading.options.link_attribute_count_limit, 4u);
}

TEST(EnvironmentReaderTest, ReadsWhatMetricsHaveOfTheirOwn) {
  const EnvironmentReading reading = Read({
      {"OTEL_EXPORTER_OTLP_TIMEOUT", "1"},
      {"OTEL_EXPORTER_OTLP_TRACES_HEADERS", "of=traces"},
      {"OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/json"},
      {"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "LowMemory"},
      {"OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
       "base2_exponential_bucket_histogram"},
  });
  EXPECT_EQ(reading.options.otlp_metrics_timeout, std::chrono::milliseconds(1));
  EXPECT_TRUE(reading.options.otlp_metrics_headers.empty());  // a key for traces is theirs alone
  EXPECT_EQ(reading.options.otlp_metrics_protocol, OtlpProtocol::kHttpJson);
  EXPECT_EQ(reading.options.otlp_protocol, OtlpProtocol::kHttpProtobuf);
  EXPECT_EQ(reading.options.otlp_metrics_temporality, OtlpTemporality::kLowMemory);
  EXPECT_EQ(reading.options.otlp_metrics_histogram, OtlpHistogram::kBase2Exponential);
}

TEST(EnvironmentReaderTest, FallsBackWhenTheVariableOfTheSignalMakesNoSense) {
  const EnvironmentReading reading =
      Read({{"OTEL_EXPORTER_OTLP_TIMEOUT", "1"}, {"OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "soon"}});
  EXPECT_EQ(reading.options.otlp_timeout, std::chrono::milliseconds(1));
  EXPECT_EQ(Warnings(reading),
            "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: \"soon\" is not a number that fits\n");
}

TEST(EnvironmentReaderTest, FitsTheBatchIntoASmallQueue) {
  const EnvironmentReading only_queue = Read({{"OTEL_BSP_MAX_QUEUE_SIZE", "100"}});
  EXPECT_EQ(only_queue.options.batch_max_export_size, 100u);
  EXPECT_EQ(Warnings(only_queue), "");

  const EnvironmentReading both =
      Read({{"OTEL_BSP_MAX_QUEUE_SIZE", "100"}, {"OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "200"}});
  EXPECT_EQ(both.options.batch_max_export_size, 100u);
  EXPECT_EQ(Warnings(both),
            "OTEL_BSP_MAX_EXPORT_BATCH_SIZE: is more than the queue holds; using the size of the "
            "queue\n");
}

struct AgentCase {
  std::string name;
  std::map<std::string, std::string> variables;
  std::string agent;
  std::string warnings;
};

const AgentCase kAgents[] = {
    {"Nothing", {}, "", ""},
    {"Ours", {{"TRACEBRIDGE_JAEGER_AGENT", "agent:1"}}, "agent:1", ""},
    {"HostAndPort",
     {{"OTEL_EXPORTER_JAEGER_AGENT_HOST", "agent"}, {"OTEL_EXPORTER_JAEGER_AGENT_PORT", "1"}},
     "agent:1",
     ""},
    {"HostAlone", {{"OTEL_EXPORTER_JAEGER_AGENT_HOST", "agent"}}, "agent", ""},
    {"PortAlone", {{"OTEL_EXPORTER_JAEGER_AGENT_PORT", "1"}}, "localhost:1", ""},
    {"Ipv6",
     {{"OTEL_EXPORTER_JAEGER_AGENT_HOST", "::1"}, {"OTEL_EXPORTER_JAEGER_AGENT_PORT", "1"}},
     "[::1]:1",
     ""},
    {"OursFirst",
     {{"TRACEBRIDGE_JAEGER_AGENT", "ours:1"}, {"OTEL_EXPORTER_JAEGER_AGENT_HOST", "agent"}},
     "ours:1",
     ""},
    {"NoPort",
     {{"OTEL_EXPORTER_JAEGER_AGENT_PORT", "jaeger"}},
     "",
     "OTEL_EXPORTER_JAEGER_AGENT_PORT: \"localhost:jaeger\" is not host:port, such as agent:6831 "
     "or "
     "[::1]:6831\n"},
};

class JaegerAgentTest : public ::testing::TestWithParam<AgentCase> {};

TEST_P(JaegerAgentTest, IsReadFromOneVariableOrTwo) {
  const EnvironmentReading reading = Read(GetParam().variables);
  EXPECT_EQ(reading.options.jaeger_agent, GetParam().agent);
  EXPECT_EQ(Warnings(reading), GetParam().warnings);
}

INSTANTIATE_TEST_SUITE_P(Variables, JaegerAgentTest, ::testing::ValuesIn(kAgents),
                         [](const auto& info) { return info.param.name; });

TEST(EnvironmentReaderTest, TakesTheKnownItemsOfAList) {
  const EnvironmentReading reading = Read({{"OTEL_PROPAGATORS", "zipkin,B3,tracecontext"}});
  EXPECT_EQ(reading.options.propagators,
            (std::vector<Propagator>{Propagator::kB3, Propagator::kTraceContext}));
  EXPECT_THAT(Warnings(reading),
              ::testing::StartsWith("OTEL_PROPAGATORS: \"zipkin\" is not known; "
                                    "known are `tracecontext`, `baggage`, `b3`, "));
}

TEST(EnvironmentReaderTest, DropsNoneAmongOthers) {
  const EnvironmentReading reading = Read({{"OTEL_TRACES_EXPORTER", "none,console"}});
  EXPECT_EQ(reading.options.traces_exporters,
            (std::vector<TracesExporter>{TracesExporter::kConsole}));
  EXPECT_EQ(Warnings(reading),
            "OTEL_TRACES_EXPORTER: \"none\" means nothing in a list with others\n");
}

TEST(EnvironmentReaderTest, SaysOnceThatAConfigFileIsNotRead) {
  const EnvironmentReading reading = Read({{"OTEL_CONFIG_FILE", "/etc/otel.yaml"}});
  ASSERT_EQ(reading.warnings.size(), 1u);
  EXPECT_EQ(reading.warnings[0].error.code, ErrorCode::kNotSupported);
}

TEST(EnvironmentReaderTest, LetsTheProgramOverrideAVariable) {
  setenv("OTEL_SERVICE_NAME", "shop", 1);
  setenv("OTEL_TRACES_SAMPLER", "always_off", 1);
  const EnvironmentReading reading =
      tracebridge::ReadEnvironment({{"OTEL_SERVICE_NAME", "till"}, {"OTEL_TRACES_SAMPLER", ""}});
  unsetenv("OTEL_SERVICE_NAME");
  unsetenv("OTEL_TRACES_SAMPLER");
  EXPECT_EQ(reading.options.service_name, "till");
  EXPECT_EQ(reading.options.sampler, TracesSampler::kParentBasedAlwaysOn);
}

struct InvalidCase {
  std::string name;
  std::string variable;
  std::string value;
  ErrorCode code;
};

const InvalidCase kInvalid[] = {
    {"Bool", "OTEL_SDK_DISABLED", "yes", ErrorCode::kUnknownValue},
    {"NumberWithText", "OTEL_BSP_SCHEDULE_DELAY", "5s", ErrorCode::kInvalidNumber},
    {"NegativeNumber", "OTEL_BSP_MAX_QUEUE_SIZE", "-1", ErrorCode::kInvalidNumber},
    {"TooLargeNumber", "OTEL_BSP_SCHEDULE_DELAY", "4294967296", ErrorCode::kInvalidNumber},
    {"ZeroWherePositive", "OTEL_BSP_MAX_QUEUE_SIZE", "0", ErrorCode::kOutOfRange},
    {"HexadecimalNumber", "OTEL_SPAN_LINK_COUNT_LIMIT", "0x10", ErrorCode::kInvalidNumber},
    {"RatioAboveOne", "OTEL_TRACES_SAMPLER_ARG", "1.1", ErrorCode::kOutOfRange},
    {"RatioNotANumber", "OTEL_TRACES_SAMPLER_ARG", "nan", ErrorCode::kInvalidNumber},
    {"Sampler", "OTEL_TRACES_SAMPLER", "xray", ErrorCode::kUnknownValue},
    {"Protocol", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", ErrorCode::kUnknownValue},
    {"Url", "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", ErrorCode::kMalformedUrl},
    {"UrlWithoutHost", "OTEL_EXPORTER_OTLP_ENDPOINT", "http:///v1", ErrorCode::kMalformedUrl},
    {"UrlOfZipkin", "OTEL_EXPORTER_ZIPKIN_ENDPOINT", "zipkin:9411", ErrorCode::kMalformedUrl},
    {"UrlWithASpace", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://a b", ErrorCode::kMalformedUrl},
    {"Headers", "OTEL_EXPORTER_OTLP_HEADERS", "api-key", ErrorCode::kMalformedList},
    {"HeaderName", "OTEL_EXPORTER_OTLP_HEADERS", "api key=1", ErrorCode::kMalformedList},
    {"HeaderWithALineBreak", "OTEL_EXPORTER_OTLP_HEADERS", "a=1%0d%0aB:2",
     ErrorCode::kMalformedList},
    {"Percent", "OTEL_RESOURCE_ATTRIBUTES", "a=%", ErrorCode::kMalformedList},
    {"EveryItemOfAList", "OTEL_PROPAGATORS", "zipkin", ErrorCode::kUnknownValue},
};

class InvalidValueTest : public testing::TestWithParam<InvalidCase> {};

// "[...] generate a warning and gracefully ignore the setting, i.e., treat them as not set."
TEST_P(InvalidValueTest, IsIgnoredWithAWarning) {
  const EnvironmentReading reading = Read({{GetParam().variable, GetParam().value}});
  ASSERT_EQ(reading.warnings.size(), 1u) << Warnings(reading);
  EXPECT_EQ(reading.warnings[0].variable, GetParam().variable);
  EXPECT_EQ(reading.warnings[0].error.code, GetParam().code) << Warnings(reading);
  EXPECT_FALSE(reading.WasSet(GetParam().variable));
}

INSTANTIATE_TEST_SUITE_P(Environment, InvalidValueTest, testing::ValuesIn(kInvalid),
                         [](const auto& info) { return info.param.name; });

// OTEL_TRACES_SAMPLER_ARG, "General SDK Configuration".
std::string Argument(const std::string& sampler, const std::string& argument) {
  const EnvironmentReading reading =
      Read({{"OTEL_TRACES_SAMPLER", sampler}, {"OTEL_TRACES_SAMPLER_ARG", argument}});
  const SdkOptions& options = reading.options;
  std::ostringstream text;
  text << options.sampler_ratio << " " << options.sampler_rate_limit << " " << options.sampler_url
       << " " << options.sampler_interval.count() << " " << options.sampler_initial_ratio;
  return text.str() + "\n" + Warnings(reading);
}

TEST(EnvironmentReaderTest, ReadsTheArgumentThatTheSamplerTakes) {
  const std::string url = " http://localhost:5778/sampling 60000 0.001\n";
  EXPECT_EQ(Argument("parentbased_jaeger_probabilistic", "0.5"), "0.5 1" + url);
  EXPECT_EQ(Argument("parentbased_jaeger_ratelimiting", "2.5"), "1 2.5" + url);
  EXPECT_EQ(Argument("parentbased_jaeger_remote", ""), "1 1" + url);
  EXPECT_EQ(Argument("parentbased_jaeger_remote",
                     "endpoint=http://agent:5778,pollingIntervalMs=5000,initialSamplingRate=0.25"),
            "1 1 http://agent:5778/sampling 5000 0.25\n");
  EXPECT_EQ(Argument("jaeger_remote", "endpoint=https://collector/api/sampling"),
            "1 1 https://collector/api/sampling 60000 0.001\n");
}

TEST(EnvironmentReaderTest, TakesNothingOfAnArgumentThatMakesNoSense) {
  const std::string same = "1 1 http://localhost:5778/sampling 60000 0.001\n";
  EXPECT_EQ(Argument("jaeger_remote", "pollingIntervalMs=5,endpoint=agent:5778"),
            same +
                "OTEL_TRACES_SAMPLER_ARG: endpoint: \"agent:5778\" is not a URL that begins with "
                "http:// or https://\n");
  EXPECT_EQ(Argument("jaeger_remote", "initialSamplingRate=2"),
            same + "OTEL_TRACES_SAMPLER_ARG: initialSamplingRate: 2 is not between 0 and 1\n");
  EXPECT_EQ(
      Argument("jaeger_remote", "pollingInterval=2"),
      same + "OTEL_TRACES_SAMPLER_ARG: \"pollingInterval\" is nothing that the sampler needs\n");
  EXPECT_EQ(Argument("parentbased_jaeger_ratelimiting", "many"),
            same + "OTEL_TRACES_SAMPLER_ARG: \"many\" is not a number that fits\n");
}

}  // namespace
}  // namespace tracebridge::core::environment_reader_test
