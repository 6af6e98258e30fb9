// Each argument of jaegertracing::Config and its parts, and the setting that it becomes: the ones of a file of Jaeger's.
#include "shims/legacy_clients/jaeger/settings.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/legacy_settings_text.h"

namespace tracebridge::legacy_clients::jaeger_settings_test {
namespace {

namespace jt = jaegertracing;
using test::EnvironmentOf;
using test::Variables;

std::string SettingsOf(const jt::Config& config, const Variables& variables = {}) {
  return test::SettingsText(ToSettings("edge", config, EnvironmentOf(variables)));
}

std::string WarningsOf(const jt::Config& config) {
  return test::WarningsText(ToSettings("edge", config, EnvironmentOf({})));
}

jt::Config WithSampler(const jt::samplers::Config& sampler) { return jt::Config(false, sampler); }
jt::Config WithReporter(const jt::reporters::Config& reporter) {
  return jt::Config(false, jt::samplers::Config(), reporter);
}
jt::Config WithHeaders(const jt::propagation::HeadersConfig& headers) {
  return jt::Config(false, jt::samplers::Config(), jt::reporters::Config(), headers);
}
jt::Config With(const std::vector<jt::Tag>& tags, jt::propagation::Format format) {
  return jt::Config(false, false, jt::samplers::Config(), jt::reporters::Config(),
                    jt::propagation::HeadersConfig(), jt::baggage::RestrictionsConfig(), "", tags,
                    format);
}

// What the defaults of the client are.
constexpr char kDefaults[] =
    "service_name: edge\n"
    "propagators: jaeger,tracecontext,baggage\n"
    "traces_exporters: jaeger\n"
    "sampler: parentbased_jaeger_remote\n"
    "sampler_url: http://127.0.0.1:5778/sampling\n"
    "batch_schedule_delay: 10000\n"
    "batch_max_queue_size: 100\n"
    "batch_max_export_size: 100\n"
    "jaeger_agent: 127.0.0.1:6831\n";

struct Case {
  std::string name;
  jt::Config config;
  std::string line;  // of the settings
};

const Case kCases[] = {
    {"Disabled", jt::Config(true), "disabled: true\n"},
    {"ConstSampler", WithSampler(jt::samplers::Config("const", 0)),
     "sampler: parentbased_always_off\n"},
    {"ProbabilisticSampler", WithSampler(jt::samplers::Config("probabilistic", 0.25)),
     "sampler_ratio: 0.25\n"},
    {"SamplerInAnyCase", WithSampler(jt::samplers::Config("Probabilistic", 0.25)),
     "sampler: parentbased_jaeger_probabilistic\n"},
    {"RateLimitingSampler", WithSampler(jt::samplers::Config("ratelimiting", 7.5)),
     "sampler_rate_limit: 7.5\n"},
    {"RemoteSampler", WithSampler(jt::samplers::Config("remote", 0.5)),
     "sampler_initial_ratio: 0.5\n"},
    {"SamplingUrl", WithSampler(jt::samplers::Config("remote", -1, "http://agent:5778/sampling")),
     "sampler_url: http://agent:5778/sampling\n"},
    {"MaxOperations", WithSampler(jt::samplers::Config("remote", -1, "", 7)),
     "sampler_max_operations: 7\n"},
    {"RefreshInterval",
     WithSampler(jt::samplers::Config("remote", -1, "", 0, std::chrono::milliseconds(1500))),
     "sampler_interval: 2000\n"},
    {"QueueSize", WithReporter(jt::reporters::Config(20)), "batch_max_queue_size: 20\n"},
    {"FlushIntervalInMilliseconds",
     WithReporter(jt::reporters::Config(0, std::chrono::milliseconds(250))),
     "batch_schedule_delay: 250\n"},
    {"Agent", WithReporter(jt::reporters::Config(0, {}, false, "agent:1234")),
     "jaeger_agent: agent:1234\n"},
    {"Collector",
     WithReporter(jt::reporters::Config(0, {}, false, "", "http://jaeger:14268/api/traces")),
     "jaeger_endpoint: http://jaeger:14268/api/traces\n"},
    {"DebugHeader", WithHeaders({"x-debug", "", "", ""}), "jaeger_debug_header: x-debug\n"},
    {"BaggageHeader", WithHeaders({"", "x-baggage", "", ""}), "jaeger_baggage_header: x-baggage\n"},
    {"TraceHeader", WithHeaders({"", "", "x-trace", ""}), "jaeger_trace_header: x-trace\n"},
    {"BaggagePrefix", WithHeaders({"", "", "", "x-"}), "jaeger_baggage_prefix: x-\n"},
    {"TagsOfEachType",
     With({{"zone", "b"}, {"shard", 7}, {"canary", true}, {"weight", 0.5}},
          jt::propagation::JAEGER),
     "resource_attributes: zone=b,shard=7,canary=true,weight=0.5\n"},
    {"W3cHeaders", With({}, jt::propagation::W3C), ""},
};

class JaegerSettingsTest : public ::testing::TestWithParam<Case> {};

TEST_P(JaegerSettingsTest, BecomeOnesOfOurs) {
  const std::string settings = SettingsOf(GetParam().config);
  EXPECT_NE(settings.find(GetParam().line), std::string::npos) << settings;
}

INSTANTIATE_TEST_SUITE_P(Config, JaegerSettingsTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(JaegerSettingsTest, AreThoseOfTheClientByDefault) {
  EXPECT_EQ(SettingsOf(jt::Config()), kDefaults);
  EXPECT_EQ(WarningsOf(jt::Config()), "");
}

TEST(JaegerSettingsTest, HaveNoLegacyHeadersWithW3c) {
  EXPECT_EQ(SettingsOf(With({}, jt::propagation::W3C)).find("propagators"), std::string::npos);
}

TEST(JaegerSettingsTest, DoNotComeFromVariablesThatTheProgramDoesNotAskFor) {
  EXPECT_EQ(SettingsOf(jt::Config(), {{"JAEGER_SAMPLER_TYPE", "const"},
                                      {"JAEGER_AGENT_HOST", "other"},
                                      {"JAEGER_REPORTER_FLUSH_INTERVAL", "5"},
                                      {"JAEGER_USER", "other"}}),
            kDefaults);
}

TEST(JaegerSettingsTest, AreBelowOtelVariables) {
  const std::string settings = SettingsOf(
      WithSampler(jt::samplers::Config("const", 1)),
      {{"OTEL_SERVICE_NAME", "renamed"}, {"OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"}});
  EXPECT_NE(settings.find("service_name: renamed\n"), std::string::npos) << settings;
  EXPECT_NE(settings.find("otlp_endpoint: http://collector:4318\n"), std::string::npos);
  EXPECT_EQ(settings.find("traces_exporters"), std::string::npos) << settings;
}

TEST(JaegerSettingsTest, SayWhatIsNotCarriedOver) {
  EXPECT_EQ(
      WarningsOf(jt::Config(false, false, jt::samplers::Config(),
                            jt::reporters::Config(0, {}, true), jt::propagation::HeadersConfig(),
                            jt::baggage::RestrictionsConfig(true, "agent:5778"))),
      "\"baggage_restrictions.denyBaggageOnInitializationFailure\": baggage is not "
      "restricted by a server; TRACEBRIDGE_BAGGAGE_ALLOW names what may leave\n"
      "\"baggage_restrictions.hostPort\": baggage is not restricted by a server; "
      "TRACEBRIDGE_BAGGAGE_ALLOW names what may leave\n"
      "\"reporter.logSpans\": spans are not logged; OTEL_TRACES_EXPORTER=jaeger,console "
      "prints them as well\n");
}

struct WrongCase {
  std::string name;
  jt::Config config;
  std::string error;
};

const WrongCase kWrong[] = {
    {"UnknownSampler", WithSampler(jt::samplers::Config("adaptive")),
     "error: \"sampler.type\": \"adaptive\" is not known; known are `const`, `probabilistic`, "
     "`ratelimiting`, `remote`"},
    {"NegativeRate", WithSampler(jt::samplers::Config("ratelimiting", -2)),
     "error: \"sampler.param\": -2 is not between 0 and 1000000000"},
};

class WrongJaegerSettingsTest : public ::testing::TestWithParam<WrongCase> {};

TEST_P(WrongJaegerSettingsTest, AreNamedWithoutALine) {
  EXPECT_EQ(SettingsOf(GetParam().config), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(Config, WrongJaegerSettingsTest, ::testing::ValuesIn(kWrong),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::legacy_clients::jaeger_settings_test
