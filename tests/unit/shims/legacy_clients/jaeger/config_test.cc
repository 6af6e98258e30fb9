// jaegertracing::Config as a value: its defaults, its YAML, its environment.
#include "jaegertracing/Config.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <map>
#include <sstream>
#include <string>
#include <utility>

namespace jaegertracing::config_test {
namespace {

std::string Text(const Config& config) {
  std::ostringstream text;
  text << (config.disabled() ? "disabled " : "") << (config.traceId128Bit() ? "128bit " : "")
       << (config.propagationFormat() == propagation::W3C ? "w3c " : "jaeger ")
       << config.serviceName();
  for (const Tag& tag : config.tags())
    text << " " << tag.key() << "=" << tag.value().get<std::string>();
  const auto& sampler = config.sampler();
  text << "\n"
       << sampler.type() << " " << sampler.param() << " " << sampler.samplingServerURL() << " "
       << sampler.maxOperations() << " "
       << std::chrono::duration_cast<std::chrono::seconds>(sampler.samplingRefreshInterval())
              .count();
  const auto& reporter = config.reporter();
  text << "\n"
       << reporter.queueSize() << " "
       << std::chrono::duration_cast<std::chrono::milliseconds>(reporter.bufferFlushInterval())
              .count()
       << (reporter.logSpans() ? " logs " : " ") << reporter.localAgentHostPort() << " "
       << reporter.endpoint();
  const auto& headers = config.headers();
  text << "\n"
       << headers.jaegerDebugHeader() << " " << headers.jaegerBaggageHeader() << " "
       << headers.traceContextHeaderName() << " " << headers.traceBaggageHeaderPrefix();
  return text.str();
}

constexpr char kDefaults[] =
    "jaeger \n"
    "remote 0.001 http://127.0.0.1:5778/sampling 2000 60\n"
    "100 10000 127.0.0.1:6831 \n"
    "jaeger-debug-id jaeger-baggage uber-trace-id uberctx-";

TEST(JaegerConfigTest, HasTheDefaultsOfTheClient) { EXPECT_EQ(Text(Config()), kDefaults); }

TEST(JaegerConfigTest, TakesWhatIsEmptyForADefault) {
  EXPECT_EQ(Text(Config(false, false, samplers::Config("", -1, "", 0, {}),
                        reporters::Config(0, {}, false, "", ""),
                        propagation::HeadersConfig("", "", "", ""))),
            kDefaults);
}

// As programs for 0.5 have it.
TEST(JaegerConfigTest, MayBeMadeWithoutTheLengthOfIds) {
  const Config config(true, samplers::Config("const", 1), reporters::Config(7),
                      propagation::HeadersConfig("d", "b", "t", "p"), baggage::RestrictionsConfig(),
                      "edge", {Tag("zone", std::string("b"))});
  EXPECT_EQ(Text(config),
            "disabled jaeger edge zone=b\nconst 1 http://127.0.0.1:5778/sampling 2000 60\n"
            "7 10000 127.0.0.1:6831 \nd b t p");
}

#ifdef JAEGERTRACING_WITH_YAML_CPP
TEST(JaegerConfigTest, IsParsedFromYaml) {
  const auto config = Config::parse(YAML::Load(R"(
service_name: edge
disabled: true
traceid_128bit: true
propagation_format: w3c
tags: {zone: b, shard: 7}
sampler: {type: probabilistic, param: 0.5, samplingServerURL: "http://s/", maxOperations: 3, samplingRefreshInterval: 9}
reporter: {queueSize: 5, bufferFlushInterval: 2, logSpans: true, localAgentHostPort: "a:1", endpoint: "http://c/"}
headers: {jaegerDebugHeader: d, jaegerBaggageHeader: b, TraceContextHeaderName: t, traceBaggageHeaderPrefix: p}
baggage_restrictions: {denyBaggageOnInitializationFailure: true, hostPort: "r:1", refreshInterval: 4}
not_a_setting: 1
)"));
  EXPECT_EQ(Text(config),
            "disabled 128bit w3c edge zone=b shard=7\nprobabilistic 0.5 http://s/ 3 9\n"
            "5 2000 logs a:1 http://c/\nd b t p");
  const auto& restrictions = config.baggageRestrictions();
  EXPECT_TRUE(restrictions.denyBaggageOnInitializationFailure());
  EXPECT_EQ(restrictions.hostPort(), "r:1");
  EXPECT_EQ(restrictions.refreshInterval(), std::chrono::seconds(4));
}

TEST(JaegerConfigTest, IsTheDefaultOneOfYamlThatIsNoMap) {
  EXPECT_EQ(Text(Config::parse(YAML::Load("[1]"))), kDefaults);
  EXPECT_EQ(Text(Config::parse(YAML::Load(""))), kDefaults);
  EXPECT_EQ(Text(Config::parse(YAML::Load("sampler: 7"))), kDefaults);
}

TEST(JaegerConfigTest, ThrowsWhatYamlCppThrows) {
  EXPECT_THROW(Config::parse(YAML::Load("sampler: {param: lots}")), YAML::BadConversion);
}
#endif

struct EnvironmentCase {
  std::string name;
  std::map<std::string, std::string> variables;
  std::string line;
};

const EnvironmentCase kEnvironments[] = {
    {"Service", {{"JAEGER_SERVICE_NAME", "edge"}}, "jaeger edge\n"},
    {"Disabled", {{"JAEGER_DISABLED", "TRUE"}}, "disabled jaeger"},
    {"NotDisabledByAnotherWord", {{"JAEGER_DISABLED", "1"}}, "jaeger \n"},
    {"LongIds", {{"JAEGER_TRACEID_128BIT", "true"}}, "128bit jaeger"},
    {"W3c", {{"JAEGER_PROPAGATION", "w3c"}}, "w3c "},
    {"UnknownPropagation", {{"JAEGER_PROPAGATION", "b3"}}, "jaeger "},
    {"Tags", {{"JAEGER_TAGS", "a=1,b,c=2=3,d=4"}}, " a=1 d=4\n"},
    {"SamplerType", {{"JAEGER_SAMPLER_TYPE", "const"}}, "\nconst 0.001"},
    {"SamplerParam", {{"JAEGER_SAMPLER_PARAM", "0.75"}}, "\nremote 0.75"},
    {"SamplerParamThatIsNone", {{"JAEGER_SAMPLER_PARAM", "lots"}}, "\nremote 0.001"},
    {"SamplingEndpoint", {{"JAEGER_SAMPLING_ENDPOINT", "http://s/"}}, " http://s/ "},
    {"AgentHost", {{"JAEGER_AGENT_HOST", "agent"}}, " agent:6831 "},
    {"AgentPort", {{"JAEGER_AGENT_PORT", "7"}}, " 127.0.0.1:7 "},
    {"Agent", {{"JAEGER_AGENT_HOST", "agent"}, {"JAEGER_AGENT_PORT", "7"}}, " agent:7 "},
    {"Endpoint", {{"JAEGER_ENDPOINT", "http://c/"}}, " http://c/\n"},
    {"LogSpans", {{"JAEGER_REPORTER_LOG_SPANS", "true"}}, " logs "},
    {"FlushInterval", {{"JAEGER_REPORTER_FLUSH_INTERVAL", "250"}}, "100 250 "},
    {"NoFlushInterval", {{"JAEGER_REPORTER_FLUSH_INTERVAL", "-1"}}, "100 10000 "},
    {"QueueSize", {{"JAEGER_REPORTER_MAX_QUEUE_SIZE", "20"}}, "\n20 "},
};

class JaegerConfigFromEnvTest : public ::testing::TestWithParam<EnvironmentCase> {
 protected:
  ~JaegerConfigFromEnvTest() override {
    for (const auto& variable : GetParam().variables) unsetenv(variable.first.c_str());
  }
};

TEST_P(JaegerConfigFromEnvTest, IsOverlaid) {
  for (const auto& [name, value] : GetParam().variables) setenv(name.c_str(), value.c_str(), 1);
  Config config;
  config.fromEnv();
  EXPECT_NE(Text(config).find(GetParam().line), std::string::npos) << Text(config);
}

INSTANTIATE_TEST_SUITE_P(Variables, JaegerConfigFromEnvTest, ::testing::ValuesIn(kEnvironments),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace jaegertracing::config_test
