// Each member of Datadog's TracerOptions, and the setting that it becomes: the ones of a file of Datadog's.
#include "shims/legacy_clients/datadog/settings.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/support/legacy_settings_text.h"

namespace tracebridge::legacy_clients::datadog_settings_test {
namespace {

namespace dd = datadog::opentracing;
using test::EnvironmentOf;
using test::SettingsText;
using test::Variables;
using test::WarningsText;

constexpr char kToAgent[] =
    ". The agent receives them there with "
    "DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_HTTP_ENDPOINT=0.0.0.0:4318\n";

struct Case {
  std::string name;
  std::function<void(dd::TracerOptions*)> change;
  std::string line;     // of the settings; "" for none of its own
  std::string warning;  // before that about the agent
};

const Case kCases[] = {
    {"Service", [](auto* o) { o->service = "edge"; }, "service_name: edge\n", ""},
    {"Environment", [](auto* o) { o->environment = "prod"; },
     "resource_attributes: deployment.environment.name=prod,deployment.environment=prod\n", ""},
    {"Version", [](auto* o) { o->version = "1.2"; }, "resource_attributes: service.version=1.2\n",
     ""},
    {"Tags",
     [](auto* o) {
       o->tags = {{"zone", "b"}};
     },
     "resource_attributes: zone=b\n", ""},
    {"AgentHost", [](auto* o) { o->agent_host = "agent"; }, "otlp_endpoint: http://agent:4318\n",
     ""},
    {"AgentUrl", [](auto* o) { o->agent_url = "http://other:8126"; },
     "otlp_endpoint: http://other:4318\n", ""},
    {"SampleRate", [](auto* o) { o->sample_rate = 0.25; }, "sampler_ratio: 0.25\n", ""},
    {"WritePeriod", [](auto* o) { o->write_period_ms = -250; }, "batch_schedule_delay: 250\n", ""},
    {"ExtractB3", [](auto* o) { o->extract = {dd::PropagationStyle::B3}; },
     "wire_read: b3multi,tracecontext,baggage\n", ""},
    {"InjectBoth",
     [](auto* o) {
       o->inject = {dd::PropagationStyle::Datadog, dd::PropagationStyle::B3};
     },
     "propagators: datadog,b3multi,tracecontext,baggage\n", ""},
    {"ReportHostname", [](auto* o) { o->report_hostname = true; }, "", ""},
    {"Type", [](auto* o) { o->type = "db"; }, "",
     "\"type\": is not sent; Datadog works it out of the kind of a span\n"},
    {"OperationName", [](auto* o) { o->operation_name_override = "op"; }, "",
     "\"operation_name_override\": is not applied: spans keep the names that the program gives "
     "them\n"},
    {"SamplingRules", [](auto* o) { o->sampling_rules = "[{}]"; }, "",
     "\"sampling_rules\": has no counterpart here; the Datadog agent samples what it receives over "
     "OTLP (DD_APM_PROBABILISTIC_SAMPLER_ENABLED), or use sample_rate\n"},
    {"SamplingLimit", [](auto* o) { o->sampling_limit_per_second = 5; }, "",
     "\"sampling_limit_per_second\": has no counterpart here; the Datadog agent samples what it "
     "receives over OTLP (DD_APM_PROBABILISTIC_SAMPLER_ENABLED), or use sample_rate\n"},
    {"SpanSamplingRules", [](auto* o) { o->span_sampling_rules = "[{}]"; }, "",
     "\"span_sampling_rules\": has no counterpart here; the Datadog agent samples what it receives "
     "over OTLP (DD_APM_PROBABILISTIC_SAMPLER_ENABLED), or use sample_rate\n"},
    {"TagsHeaderSize", [](auto* o) { o->tags_header_size = 64; }, "",
     "\"tags_header_size\": is not a setting: x-datadog-tags has Datadog's limit of 512 bytes\n"},
    {"Analytics", [](auto* o) { o->analytics_enabled = true; }, "",
     "\"dd.trace.analytics-enabled\": is not sent; retention filters in Datadog replace it\n"},
    {"AnalyticsRate", [](auto* o) { o->analytics_rate = 0.5; }, "",
     "\"dd.trace.analytics-sample-rate\": is not sent; retention filters in Datadog replace it\n"},
};

class DatadogSettingsTest : public ::testing::TestWithParam<Case> {};

TEST_P(DatadogSettingsTest, BecomeOnesOfOurs) {
  dd::TracerOptions options;
  GetParam().change(&options);
  const Settings settings = ToSettings(options, EnvironmentOf({}));
  EXPECT_NE(SettingsText(settings).find(GetParam().line), std::string::npos)
      << SettingsText(settings);
  const std::string warnings = WarningsText(settings);
  EXPECT_EQ(warnings.substr(0, GetParam().warning.size()), GetParam().warning);
  EXPECT_NE(warnings.find(kToAgent), std::string::npos) << warnings;
}

INSTANTIATE_TEST_SUITE_P(TracerOptions, DatadogSettingsTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(DatadogSettingsTest, AreThoseOfTheClientByDefault) {
  EXPECT_EQ(SettingsText(ToSettings(dd::TracerOptions(), EnvironmentOf({}))),
            "propagators: datadog,tracecontext,baggage\nbatch_schedule_delay: 1000\n");
}

TEST(DatadogSettingsTest, LeaveWhatTheProgramDoesNotSayToVariables) {
  const Variables variables{{"DD_SERVICE", "named"}, {"DD_AGENT_HOST", "agent"}};
  dd::TracerOptions options;
  options.service = "edge";
  const std::string settings = SettingsText(ToSettings(options, EnvironmentOf(variables)));
  EXPECT_NE(settings.find("service_name: edge\n"), std::string::npos) << settings;
  EXPECT_NE(settings.find("otlp_endpoint: http://agent:4318\n"), std::string::npos) << settings;
}

TEST(DatadogSettingsTest, AreWrongWithARateThatIsNone) {
  dd::TracerOptions options;
  options.sample_rate = 7;
  EXPECT_EQ(SettingsText(ToSettings(options, EnvironmentOf({}))),
            "error: \"sample_rate\": 7 is not between 0 and 1");
}

}  // namespace
}  // namespace tracebridge::legacy_clients::datadog_settings_test
