// Files of each vendor, as its documentation shows them, and what becomes of them. The expected text has the settings that
// differ from their defaults.
#include "shims/opentracing_plugin/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

#include "shims/opentracing_plugin/proxy_configuration.h"
#include "tests/support/settings_text.h"

namespace tracebridge::opentracing_plugin::configuration_test {
namespace {

using Variables = std::map<std::string, std::string>;

// Refers to `variables`.
core::Environment EnvironmentOf(const Variables& variables) {
  return [&](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end() || found->second.empty()) return std::nullopt;
    return found->second;
  };
}

Expected<Configuration> ReadIn(const std::string& text, const Variables& variables) {
  return ReadConfiguration(text, EnvironmentOf(variables));
}

std::string Warnings(const Configuration& configuration) {
  std::string text;
  for (const auto& warning : configuration.warnings) {
    text += warning.variable + ": " + warning.error.message + "\n";
  }
  return text;
}

std::string Settings(const std::string& text, const Variables& variables = {}) {
  const auto read = ReadIn(text, variables);
  return read ? test::SettingsText(read->options) : "error: " + read.error().message + "\n";
}

std::string WarningsOf(const std::string& text, const Variables& variables = {}) {
  const auto read = ReadIn(text, variables);
  return read ? Warnings(*read) : "error: " + read.error().message + "\n";
}

const Variables kOtlp{{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"}};

struct Case {
  std::string name;
  std::string file;
  std::string settings;
  std::string warnings;
  Variables variables;
};

constexpr char kJaegerFormats[] = "propagators: jaeger,tracecontext,baggage\n";
constexpr char kJaegerAndThrift[] =
    "propagators: jaeger,tracecontext,baggage\ntraces_exporters: jaeger\n";

// One file of ours in both languages.
constexpr char kOwnSettings[] =
    "service_name: edge\nresource_attributes: rack=7,zone=b\n"
    "propagators: tracecontext,jaeger,b3multi\ntraces_exporters: otlp,zipkin\n"
    "sampler: parentbased_traceidratio\nsampler_ratio: 0.25\n"
    "otlp_endpoint: http://collector:4318\notlp_headers: x-tenant=shop\n"
    "otlp_metrics_headers: x-tenant=shop\nzipkin_endpoint: http://zipkin:9411/api/v2/spans\n"
    "wire_read: tracecontext,b3multi\nwire_write: tracecontext,jaeger\nwire_precedence: b3multi\n";

const Case kCases[] = {
    {"WholeOwnJson",
     R"({
  "service_name": "edge",
  "resource_attributes": {"zone": "b", "rack": "7"},
  "propagators": ["tracecontext", "jaeger", "b3multi"],
  "wire_read": ["tracecontext", "b3multi"],
  "wire_write": ["tracecontext", "jaeger"],
  "wire_precedence": ["b3multi"],
  "traces_exporters": ["otlp", "zipkin"],
  "otlp_endpoint": "http://collector:4318",
  "otlp_headers": {"x-tenant": "shop"},
  "zipkin_endpoint": "http://zipkin:9411/api/v2/spans",
  "sampler": "parentbased_traceidratio",
  "sampler_ratio": 0.25
})",
     kOwnSettings,
     "",
     {}},
    {"WholeOwnYaml",
     R"(
service_name: edge
resource_attributes: {zone: b, rack: "7"}
propagators: [tracecontext, jaeger, b3multi]
wire_read: [tracecontext, b3multi]
wire_write: [tracecontext, jaeger]
wire_precedence: [b3multi]
traces_exporters: [otlp, zipkin]
otlp_endpoint: http://collector:4318
otlp_headers:
  x-tenant: shop
zipkin_endpoint: http://zipkin:9411/api/v2/spans
sampler: parentbased_traceidratio
sampler_ratio: 0.25
)",
     kOwnSettings,
     "",
     {}},
    // The example of jaeger-client-cpp, and what HAProxy's documentation of its filter has.
    {"JaegerYaml",
     R"(
service_name: haproxy
disabled: false
traceid_128bit: true
sampler:
  type: ratelimiting
  param: 10.0
reporter:
  queueSize: 200
  bufferFlushInterval: 2
  logSpans: true
  localAgentHostPort: 10.0.0.7:6831
headers:
  jaegerDebugHeader: debug-id
  jaegerBaggageHeader: baggage-by-hand
  TraceContextHeaderName: trace-id
  traceBaggageHeaderPrefix: "testctx-"
baggage_restrictions:
  denyBaggageOnInitializationFailure: false
  hostPort: 127.0.0.1:5778
  refreshInterval: 60
tags:
  zone: b
  rack: 7
)",
     "service_name: haproxy\nresource_attributes: zone=b,rack=7\n" + std::string(kJaegerAndThrift) +
         "sampler: parentbased_jaeger_ratelimiting\nsampler_rate_limit: 10\n"
         "sampler_url: http://127.0.0.1:5778/sampling\nbatch_schedule_delay: 2000\n"
         "batch_max_queue_size: 200\nbatch_max_export_size: 200\njaeger_agent: "
         "10.0.0.7:6831\njaeger_trace_header: trace-id\n"
         "jaeger_baggage_prefix: testctx-\njaeger_debug_header: debug-id\n"
         "jaeger_baggage_header: baggage-by-hand\n",
     "line 19, \"baggage_restrictions.denyBaggageOnInitializationFailure\": baggage is not "
     "restricted "
     "by a server; TRACEBRIDGE_BAGGAGE_ALLOW names what may leave\n"
     "line 20, \"baggage_restrictions.hostPort\": baggage is not restricted by a server; "
     "TRACEBRIDGE_BAGGAGE_ALLOW names what may leave\n"
     "line 21, \"baggage_restrictions.refreshInterval\": baggage is not restricted by a server; "
     "TRACEBRIDGE_BAGGAGE_ALLOW names what may leave\n"
     "line 11, \"reporter.logSpans\": spans are not logged; OTEL_TRACES_EXPORTER=jaeger,console "
     "prints them as well\n",
     {}},
    {"JaegerJson",
     R"({"service_name": "edge", "sampler": {"type": "Const", "param": 0}})",
     "service_name: edge\n" + std::string(kJaegerAndThrift) +
         "sampler: parentbased_always_off\nsampler_url: http://127.0.0.1:5778/sampling\n"
         "jaeger_agent: 127.0.0.1:6831\n",
     "",
     {}},
    // Its default sampler is a server's.
    {"JaegerWithoutASampler", "service_name: edge\nreporter:\n  localAgentHostPort: agent:6831\n",
     "service_name: edge\n" + std::string(kJaegerFormats) +
         "sampler: parentbased_jaeger_remote\nsampler_url: http://127.0.0.1:5778/sampling\n"
         "otlp_endpoint: http://collector:4318\njaeger_agent: agent:6831\n",
     "", kOtlp},
    {"JaegerRemote",
     "sampler:\n  type: remote\n  param: 0.5\n  samplingServerURL: agent:5778\n  maxOperations: "
     "10\n"
     "  samplingRefreshInterval: 5\npropagation_format: w3c\nthrottler:\n  hostPort: a:1\n"
     "rpc_metrics: true\n",
     "sampler: parentbased_jaeger_remote\nsampler_url: http://agent:5778/sampling\n"
     "sampler_interval: 5000\nsampler_initial_ratio: 0.5\nsampler_max_operations: 10\n"
     "otlp_endpoint: http://collector:4318\n"
     "jaeger_agent: 127.0.0.1:6831\n",
     "line 9, \"throttler.hostPort\": debug traces are not throttled; take the header out in the "
     "proxy "
     "(del-header jaeger-debug-id)\nline 10, \"rpc_metrics\": no metrics are made of spans; a "
     "collector's spanmetrics connector does that\n",
     kOtlp},
    {"JaegerWithNames",
     "service_name: edge\nsampler:\n  type: const\n  parm: 1\nreportr:\n  x: 1\n",
     "service_name: edge\n" + std::string(kJaegerFormats) +
         "sampler_url: http://127.0.0.1:5778/sampling\notlp_endpoint: http://collector:4318\n"
         "jaeger_agent: 127.0.0.1:6831\n",
     "line 4, \"sampler.parm\", line 5, \"reportr\": is nothing that jaeger-client-cpp 0.9 has, "
     "and is "
     "ignored\n",
     kOtlp},
    // dd-opentracing-cpp, doc/configuration.md and its nginx example.
    {"Datadog",
     R"({
  "environment": "prod",
  "service": "nginx",
  "version": "1.2",
  "agent_host": "dd-agent",
  "agent_port": 8126,
  "operation_name_override": "nginx.handle",
  "dd.trace.report-hostname": true,
  "sample_rate": 0.25,
  "sampling_rules": [{"service": "nginx", "sample_rate": 0.1}],
  "tags": {"team": "web"},
  "propagation_style_extract": ["Datadog", "B3"],
  "propagation_style_inject": ["Datadog"]
})",
     "service_name: nginx\n"
     "resource_attributes: team=web,deployment.environment.name=prod,deployment.environment=prod,"
     "service.version=1.2\n"
     "propagators: datadog,b3multi,tracecontext,baggage\nsampler: parentbased_traceidratio\n"
     "sampler_ratio: 0.25\notlp_endpoint: http://dd-agent:4318\n"
     "wire_write: datadog,tracecontext,baggage\n",
     "line 7, \"operation_name_override\": is not applied: spans keep the names that the program "
     "gives "
     "them\nline 10, \"sampling_rules\": has no counterpart here; the Datadog agent samples what "
     "it "
     "receives over OTLP (DD_APM_PROBABILISTIC_SAMPLER_ENABLED), or use sample_rate\n"
     "line 5, \"agent_host\": spans leave over OTLP, to http://dd-agent:4318. The agent receives "
     "them "
     "there with DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_HTTP_ENDPOINT=0.0.0.0:4318\n",
     {}},
    {"DatadogElsewhere", R"({"service": "edge", "agent_url": "unix:///run/dd.sock"})",
     "service_name: edge\npropagators: datadog,tracecontext,baggage\n"
     "otlp_endpoint: http://collector:4318\n",
     "", kOtlp},
    {"DatadogUrl",
     R"({"service": "edge", "agent_url": "http://[::1]:8126"})",
     "service_name: edge\npropagators: datadog,tracecontext,baggage\notlp_endpoint: "
     "http://[::1]:4318\n",
     "line 1, \"agent_url\": spans leave over OTLP, to http://[::1]:4318. The agent receives them "
     "there "
     "with DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_HTTP_ENDPOINT=0.0.0.0:4318\n",
     {}},
    // zipkin-cpp-opentracing, tracer_configuration.schema.json.
    {"Zipkin",
     R"({
  "service_name": "nginx", "service_address": "10.0.0.1",
  "collector_host": "zipkin", "collector_port": 9412, "collector_timeout": 700,
  "reporting_period": 500000, "max_buffered_spans": 1000, "sample_rate": 0.5
})",
     "service_name: nginx\npropagators: b3multi,tracecontext,baggage\ntraces_exporters: zipkin\n"
     "sampler: parentbased_traceidratio\nsampler_ratio: 0.5\nbatch_schedule_delay: 500\n"
     "batch_max_queue_size: 1000\nzipkin_endpoint: http://zipkin:9412/api/v2/spans\n"
     "zipkin_timeout: 700\n",
     "line 2, \"service_address\": is not sent; `\"resource_attributes\": {\"host.ip\": ...}` in "
     "settings of ours is\n",
     {}},
    {"ZipkinWithDefaults",
     R"({"service_name": "nginx", "sample_rate": 1, "collector_port": 9411})",
     "service_name: nginx\npropagators: b3multi,tracecontext,baggage\ntraces_exporters: zipkin\n"
     "sampler: parentbased_traceidratio\n",
     "",
     {}},
    {"ZipkinVersion6",
     R"({"service_name": "nginx", "collector_host": "2001:db8::7"})",
     "service_name: nginx\npropagators: b3multi,tracecontext,baggage\ntraces_exporters: zipkin\n"
     "zipkin_endpoint: http://[2001:db8::7]:9411/api/v2/spans\n",
     "",
     {}},
    {"ZipkinElsewhere", R"({"service_name": "nginx", "collector_host": "zipkin"})",
     "service_name: nginx\npropagators: b3multi,tracecontext,baggage\n"
     "otlp_endpoint: http://collector:4318\n"
     "zipkin_endpoint: http://zipkin:9411/api/v2/spans\n",
     "", kOtlp},
    {"ZipkinMoved",
     R"({"service_name": "nginx", "collector_host": "zipkin"})",
     "service_name: nginx\npropagators: b3multi,tracecontext,baggage\ntraces_exporters: zipkin\n"
     "zipkin_endpoint: http://other/api/v2/spans\n",
     "",
     {{"OTEL_EXPORTER_ZIPKIN_ENDPOINT", "http://other/api/v2/spans"}}},
    // lightstep-tracer-cpp, tracer_configuration.proto and json_options_test.cpp.
    {"LightStep",
     R"({
  "component_name": "edge", "access_token": "T0K3N",
  "collector_host": "collector.lightstep.com", "collector_port": 443,
  "max_buffered_spans": 3000, "reporting_period": 1500, "report_timeout": "5000000", "verbose": true,
  "propagation_modes": ["b3", "lightstep", "trace_context", "cloud_trace"], "tags": {"abc": "123"}
})",
     "log_level: debug\nservice_name: edge\nresource_attributes: abc=123\n"
     "propagators: b3multi,lightstep,tracecontext,gcp,baggage\nbatch_schedule_delay: 2\n"
     "batch_max_queue_size: 3000\notlp_endpoint: https://ingest.lightstep.com\n"
     "otlp_headers: lightstep-access-token=T0K3N\notlp_timeout: 5000\n",
     "",
     {}},
    {"LightStepSatellites",
     R"({
  "componentName": "edge", "accessToken": "T0K3N", "collectorPlaintext": true, "useStreamRecorder": true,
  "satelliteEndpoints": [{"host": "sat", "port": 8080}], "propagationModes": ["envoy"]
})",
     "service_name: edge\npropagators: lightstep,tracecontext,baggage\n"
     "otlp_endpoint: http://sat:8080\notlp_headers: lightstep-access-token=T0K3N\n",
     "line 3, \"propagation_modes\": the one header x-ot-span-context is neither read nor written; "
     "neighbours should use `lightstep` or `trace_context`\nline 3, \"satellite_endpoints\": spans "
     "leave "
     "over OTLP, to http://sat:8080/v1/traces. A satellite of your own must receive OTLP over HTTP "
     "there; "
     "OTEL_EXPORTER_OTLP_ENDPOINT names another\n",
     {}},
    // The token is for LightStep, and for nobody else.
    {"LightStepElsewhere", R"({"component_name": "edge", "access_token": "T0K3N"})",
     "service_name: edge\npropagators: lightstep,tracecontext,baggage\n"
     "otlp_endpoint: http://collector:4318\n",
     "", kOtlp},
    {"OwnYaml",
     "# ours\nservice_name: edge\notlp_timeout: 250\nOTEL_PROPAGATORS: [b3, tracecontext]\n"
     "otlp_headers:\n  api-key: 42\ninject_all_keys: true\nsampler: always_off\n",
     "service_name: edge\npropagators: b3,tracecontext\nsampler: always_off\n"
     "otlp_headers: api-key=42\notlp_timeout: 250\notlp_metrics_headers: api-key=42\n"
     "otlp_metrics_timeout: 250\ninject_all_keys: true\n",
     "",
     {}},
    {"OwnJson",
     R"({"service_name": "edge", "disabled": true})",
     "disabled: true\nservice_name: edge\n",
     "",
     {}},
    {"Nothing", " \n", "service_name: env\n", "", {{"OTEL_SERVICE_NAME", "env"}}},
    {"OnlyComments", "# nothing yet\n", "service_name: env\n", "", {{"OTEL_SERVICE_NAME", "env"}}},
};

class ConfigurationTest : public testing::TestWithParam<Case> {};

TEST_P(ConfigurationTest, IsTranslated) {
  EXPECT_EQ(Settings(GetParam().file, GetParam().variables), GetParam().settings);
}
TEST_P(ConfigurationTest, WarnsOfWhatIsNot) {
  EXPECT_EQ(WarningsOf(GetParam().file, GetParam().variables), GetParam().warnings);
}

INSTANTIATE_TEST_SUITE_P(Files, ConfigurationTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

// OTEL_* above a legacy file, which is above legacy variables, which are above defaults.
TEST(PrecedenceTest, IsOtelThenTheLegacyFileThenLegacyVariables) {
  const std::string file = "service_name: file\nsampler:\n  type: const\n";
  const Variables all{
      {"JAEGER_SERVICE_NAME", "jaeger"},       {"JAEGER_SAMPLER_TYPE", "probabilistic"},
      {"JAEGER_SAMPLER_PARAM", "0.5"},         {"JAEGER_REPORTER_FLUSH_INTERVAL", "7"},
      {"JAEGER_REPORTER_MAX_QUEUE_SIZE", "9"}, {"OTEL_TRACES_EXPORTER", "none"}};
  EXPECT_EQ(Settings(file, all),
            "service_name: file\npropagators: jaeger,tracecontext,baggage\ntraces_exporters: none\n"
            "sampler_url: http://127.0.0.1:5778/sampling\nbatch_schedule_delay: 7\n"
            "batch_max_queue_size: 9\nbatch_max_export_size: 9\njaeger_agent: 127.0.0.1:6831\n");
  Variables with_otel = all;
  with_otel["OTEL_SERVICE_NAME"] = "otel";
  with_otel["OTEL_TRACES_SAMPLER"] = "always_off";
  with_otel["OTEL_PROPAGATORS"] = "b3";
  with_otel["OTEL_BSP_SCHEDULE_DELAY"] = "3";
  EXPECT_EQ(Settings(file, with_otel),
            "service_name: otel\npropagators: b3\ntraces_exporters: none\nsampler: always_off\n"
            "sampler_url: http://127.0.0.1:5778/sampling\nbatch_schedule_delay: 3\n"
            "batch_max_queue_size: 9\nbatch_max_export_size: 9\njaeger_agent: 127.0.0.1:6831\n");
}

// Printing them as well is no reason to send them elsewhere.
TEST(PrecedenceTest, KeepsTheBackendBesideAnotherExporter) {
  EXPECT_EQ(Settings(R"({"component_name": "edge", "access_token": "T0K3N"})",
                     {{"OTEL_TRACES_EXPORTER", "otlp,console"}}),
            "service_name: edge\npropagators: lightstep,tracecontext,baggage\n"
            "traces_exporters: otlp,console\notlp_endpoint: https://ingest.lightstep.com\n"
            "otlp_headers: lightstep-access-token=T0K3N\n");
  EXPECT_EQ(Settings(R"({"component_name": "edge", "access_token": "T0K3N"})",
                     {{"OTEL_TRACES_EXPORTER", "console"}}),
            "service_name: edge\npropagators: lightstep,tracecontext,baggage\n"
            "traces_exporters: console\n");
}

TEST(PrecedenceTest, JoinsTheAttributesOfBoth) {
  EXPECT_EQ(Settings("service_name: file\nsampler:\n  type: const\ntags:\n  zone: a\n  rack: 1\n",
                     {{"OTEL_RESOURCE_ATTRIBUTES", "zone=b,service.name=otel"},
                      {"OTEL_TRACES_EXPORTER", "none"}}),
            "resource_attributes: zone=b,service.name=otel,rack=1\n"
            "propagators: jaeger,tracecontext,baggage\ntraces_exporters: none\n"
            "sampler_url: http://127.0.0.1:5778/sampling\njaeger_agent: 127.0.0.1:6831\n");
}

TEST(PrecedenceTest, ReadsLegacyVariablesWithoutAFile) {
  EXPECT_EQ(Settings("", {{"JAEGER_SERVICE_NAME", "edge"},
                          {"JAEGER_TAGS", "a=1, b=2"},
                          {"JAEGER_SAMPLER_TYPE", "const"},
                          {"OTEL_TRACES_EXPORTER", "none"}}),
            "service_name: edge\nresource_attributes: a=1,b=2\n"
            "propagators: jaeger,tracecontext,baggage\ntraces_exporters: none\n"
            "sampler_url: http://127.0.0.1:5778/sampling\njaeger_agent: 127.0.0.1:6831\n");
  EXPECT_EQ(
      Settings("", {{"DD_SERVICE", "edge"},
                    {"DD_TAGS", "a:1,b:2"},
                    {"DD_ENV", "prod"},
                    {"DD_AGENT_HOST", "10.0.0.7"},
                    {"DD_PROPAGATION_STYLE_INJECT", "B3 Datadog"}}),
      "service_name: edge\nresource_attributes: "
      "a=1,b=2,deployment.environment.name=prod,deployment.environment=prod\n"
      "propagators: datadog,b3multi,tracecontext,baggage\notlp_endpoint: http://10.0.0.7:4318\n"
      "wire_read: datadog,tracecontext,baggage\n");
  // Without a name they are there for others.
  EXPECT_EQ(Settings("", {{"DD_AGENT_HOST", "10.0.0.7"}, {"JAEGER_AGENT_HOST", "10.0.0.8"}}), "");
  EXPECT_EQ(Settings(R"({"otlp_timeout": 1})", {{"JAEGER_SERVICE_NAME", "edge"}}),
            "otlp_timeout: 1\notlp_metrics_timeout: 1\n");
}

// The agent is one setting, of two variables; a collector takes its place.
TEST(PrecedenceTest, FindsJaegersBackend) {
  const std::string file = "service_name: edge\nsampler:\n  type: const\n";
  const std::string common =
      "service_name: edge\npropagators: jaeger,tracecontext,baggage\ntraces_exporters: jaeger\n"
      "sampler_url: http://127.0.0.1:5778/sampling\n";
  EXPECT_EQ(Settings(file), common + "jaeger_agent: 127.0.0.1:6831\n");
  EXPECT_EQ(Settings(file, {{"JAEGER_AGENT_HOST", "10.0.0.7"}, {"JAEGER_AGENT_PORT", "7831"}}),
            common + "jaeger_agent: 10.0.0.7:7831\n");
  EXPECT_EQ(Settings(file, {{"JAEGER_AGENT_HOST", "::1"}}), common + "jaeger_agent: [::1]:6831\n");
  EXPECT_EQ(Settings(file, {{"JAEGER_ENDPOINT", "http://c:14268/api/traces"},
                            {"JAEGER_USER", "u"},
                            {"JAEGER_PASSWORD", "p"}}),
            common +
                "jaeger_agent: 127.0.0.1:6831\njaeger_endpoint: http://c:14268/api/traces\n"
                "jaeger_user: u\njaeger_password: p\n");
  EXPECT_EQ(Settings(file + "reporter:\n  localAgentHostPort: a:1\n  endpoint: http://d/x\n",
                     {{"JAEGER_AGENT_HOST", "b"},
                      {"JAEGER_ENDPOINT", "http://c"},
                      {"TRACEBRIDGE_JAEGER_AGENT", "o:2"}}),
            common + "jaeger_agent: o:2\n");
  EXPECT_EQ(WarningsOf(file, {{"JAEGER_AGENT_HOST", "a b"}}),
            "JAEGER_AGENT_HOST: \"a b:6831\" is not host:port, such as agent:6831 or [::1]:6831\n");
}

// What stood beside a setting that OTEL_* replace goes with it.
TEST(PrecedenceTest, LeavesNothingOfAReplacedBackend) {
  const std::string common =
      "service_name: edge\npropagators: jaeger,tracecontext,baggage\ntraces_exporters: jaeger\n"
      "sampler_url: http://127.0.0.1:5778/sampling\njaeger_agent: ";
  const std::string file = "service_name: edge\nsampler:\n  type: const\n";
  EXPECT_EQ(Settings(file, {{"JAEGER_ENDPOINT", "https://a"},
                            {"JAEGER_USER", "u"},
                            {"JAEGER_PASSWORD", "p"},
                            {"OTEL_EXPORTER_JAEGER_ENDPOINT", "http://b"}}),
            common + "127.0.0.1:6831\njaeger_endpoint: http://b\n");
  EXPECT_EQ(
      Settings(file, {{"JAEGER_ENDPOINT", "https://a"}, {"OTEL_EXPORTER_JAEGER_AGENT_HOST", "b"}}),
      common + "b\n");  // at the port of the encoding
  const std::string styles =
      R"({"service": "edge", "propagation_style_extract": ["Datadog", "B3"], "propagation_style_inject": ["Datadog"]})";
  EXPECT_THAT(Settings(styles, {{"OTEL_PROPAGATORS", "tracecontext,baggage"}}),
              ::testing::Not(::testing::HasSubstr("wire_")));
}

TEST(PrecedenceTest, WarnsOfALegacyVariableThatMakesNoSense) {
  EXPECT_EQ(
      WarningsOf("sampler:\n  param: 1\nservice_name: edge\n", {{"JAEGER_SAMPLER_TYPE", "often"},
                                                                {"JAEGER_TAGS", "a"},
                                                                {"JAEGER_DISABLED", "maybe"},
                                                                {"OTEL_TRACES_EXPORTER", "none"}}),
      "JAEGER_DISABLED: \"maybe\" is neither \"true\" nor \"false\"\n"
      "JAEGER_TAGS: is no list of pairs\n"
      "JAEGER_SAMPLER_TYPE: \"often\" is not known; known are `const`, `probabilistic`, "
      "`ratelimiting`, `remote`\n");
}

struct ErrorCase {
  std::string name;
  std::string file;
  std::string message;
};

const ErrorCase kErrors[] = {
    {"YamlSyntax", "service_name: edge\n  sampler: [\n", "line 2: illegal map value"},
    {"YamlList", "- service_name\n", "line 1: is list, not a map of settings"},
    {"YamlText", "hello\n", "line 1: is text, not a map of settings"},
    {"YamlTwice", "service_name: a\nsampler:\n  type: const\n  type: remote\n",
     "line 4: \"type\" stands twice"},
    {"YamlAlias", "a: &a {b: 1}\nsampler: *a\n",
     "line 2: aliases are not read; write out what it stands for"},
    {"YamlTwoDocuments", "service_name: a\n---\nservice_name: b\n",
     "line 2: holds a second document"},
    {"YamlMapAsName", "? {a: b}\n: c\n", "line 1: a map or a list cannot be a name"},
    {"NoUtf8", "service_name: a\ntags:\n  zone: \xff\n", "line 3: is not UTF-8"},
    {"CutUtf8", "service_name: \xc3\n", "line 1: is not UTF-8"},
    {"NoUtf8AtTheEnd", "service_name: a\n\xff", "line 2: is not UTF-8"},
    {"YamlTooLarge", "service_name: a\n# " + std::string(65536, 'x') + "\nsampler:\n",
     "line 2: is larger than 64 KiB"},
    {"JsonSyntax", "{\"service\": \"edge\",\n",
     "line 2, column 1: syntax error while parsing object key - "
     "unexpected end of input; expected string literal"},
    {"JsonTwice", "{\"service\": \"a\",\n\"service\": \"b\"}", "line 2: \"service\" stands twice"},
    {"JsonArray", "[]", "line 1: is list, not a map of settings"},
    {"OwnYaml", "service_name: edge\notlp_timeout: soon\n",
     "line 2, \"otlp_timeout\": \"soon\" is not a number that fits"},
    {"OwnTypo", "service_name: edge\notlp_endpont: http://a\n",
     "line 2, \"otlp_endpont\": is no setting; did you mean \"otlp_endpoint\"?"},
    // As much ours as another's is ours.
    {"OursAndJaegers", "service_name: edge\notlp_timeout: 1\nreporter:\n  queueSize: 1\n",
     "line 3, \"reporter\": is no setting"},
    {"JaegerSamplerType", "sampler:\n  type: often\n",
     "line 2, \"sampler.type\": \"often\" is not known; known are `const`, `probabilistic`, "
     "`ratelimiting`, `remote`"},
    {"JaegerProbability", "sampler:\n  type: probabilistic\n  param: 2\n",
     "line 3, \"sampler.param\": 2 is not between 0 and 1"},
    {"JaegerParam", "sampler:\n  param: often\n",
     "line 2, \"sampler.param\": \"often\" is not a number"},
    {"JaegerQueue", "reporter:\n  queueSize: -1\n",
     "line 2, \"reporter.queueSize\": -1 is not between 0 and 4294967295"},
    {"JaegerWholeNumber", "reporter:\n  queueSize: 1.5\n",
     "line 2, \"reporter.queueSize\": \"1.5\" is not a whole number"},
    {"JaegerMap", "service_name: a\nreporter: udp\n", "line 2, \"reporter\": is text, not a map"},
    {"JaegerTags", "sampler:\ntags: [a, b]\n", "line 2, \"tags\": is list, not a map of texts"},
    {"JaegerTagMap", "reporter:\ntags:\n  a: {b: c}\n", "line 2, \"tags\": \"a\" is map, not text"},
    {"JaegerTruth", "disabled: perhaps\nreporter:\ntags:\n",
     "line 1, \"disabled\": \"perhaps\" is neither \"true\" nor \"false\""},
    {"JaegerFormat", "reporter:\npropagation_format: b3\n",
     "line 2, \"propagation_format\": \"b3\" is not known; known are `jaeger`, `w3c`"},
    {"JaegerHeader", "reporter:\nheaders:\n  TraceContextHeaderName: a b\n",
     "line 3, \"headers.TraceContextHeaderName\": \"a b\" is not the name of a header"},
    {"JaegerUrl", "sampler:\n  samplingServerURL: 'http:// '\n",
     "line 2, \"sampler.samplingServerURL\": \"http:// /sampling\" is not a URL that begins with "
     "http:// or "
     "https://"},
    {"JaegerAgent", "reporter:\n  localAgentHostPort: a b\n",
     "line 2, \"reporter.localAgentHostPort\": \"a b\" is not host:port, such as agent:6831 or "
     "[::1]:6831"},
    {"JaegerEndpoint", "reporter:\n  endpoint: collector:14268\n",
     "line 2, \"reporter.endpoint\": \"collector:14268\" is not a URL that begins with http:// or "
     "https://"},
    {"DatadogText", R"({"service": 42, "agent_host": "a"})",
     "line 1, \"service\": is number, not text"},
    {"DatadogRate", R"({"service": "a", "sample_rate": 2})",
     "line 1, \"sample_rate\": 2 is not between 0 and 1"},
    {"DatadogStyle", R"({"service": "a", "propagation_style_inject": ["W3C"]})",
     "line 1, \"propagation_style_inject\": \"W3C\" is not known; known are `Datadog`, `B3`"},
    {"DatadogStyles", R"({"service": "a", "propagation_style_inject": "B3"})",
     "line 1, \"propagation_style_inject\": is text, not a list of texts"},
    {"DatadogHost", "{\"service\": \"a\",\n\"agent_host\": \"a b\"}",
     "line 2, \"agent_host\": \"http://a b:4318\" is not a URL that begins with http:// or "
     "https://"},
    {"ZipkinPort", R"({"service_name": "a", "collector_host": "b", "collector_port": 70000})",
     "line 1, \"collector_port\": 70000 is not between 1 and 65535"},
    {"ZipkinHost", R"({"service_name": "a", "collector_host": "b c"})",
     "line 1, \"collector_host\": \"http://b c:9411/api/v2/spans\" is not a URL that begins with "
     "http:// or https://"},
    {"LightStepMode", R"({"component_name": "a", "propagation_modes": ["abc"]})",
     "line 1, \"propagation_modes\": \"abc\" is not known; known are `lightstep`, `b3`, `envoy`, "
     "`trace_context`, `cloud_trace`"},
    {"LightStepPort",
     R"({"component_name": "a", "satellite_endpoints": [{"host": "a", "port": 0}]})",
     "line 1, \"satellite_endpoints\": 0 is not between 1 and 65535"},
    {"LightStepHost", R"({"component_name": "a", "satellite_endpoints": [{"port": 1}]})",
     "line 1, \"satellite_endpoints\": has an entry without a host"},
};

class ConfigurationErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(ConfigurationErrorTest, NamesTheLine) {
  EXPECT_EQ(Settings(GetParam().file), "error: " + GetParam().message + "\n");
}

INSTANTIATE_TEST_SUITE_P(Files, ConfigurationErrorTest, testing::ValuesIn(kErrors),
                         [](const auto& info) { return info.param.name; });

std::string BatchesOf(const std::string& text, const Variables& variables = {}) {
  const auto read = ReadProxyConfiguration(text, EnvironmentOf(variables));
  if (!read) return "error: " + read.error().message;
  return std::to_string(read->options.batch_max_export_size) + " of " +
         std::to_string(read->options.batch_max_queue_size);
}

TEST(ProxyConfigurationTest, HasMoreRoomWhereOnlyOtlpIsExportedAndNoSizeIsNamed) {
  EXPECT_EQ(BatchesOf(""), "2048 of 8192");
  EXPECT_EQ(BatchesOf(R"({"service_name": "edge"})"), "2048 of 8192");
  EXPECT_EQ(BatchesOf(R"({"service": "edge", "agent_host": "a"})"), "2048 of 8192");
  EXPECT_EQ(BatchesOf("service_name: edge\nsampler: {type: const, param: 1}\n", kOtlp),
            "2048 of 8192");

  EXPECT_EQ(BatchesOf("service_name: edge\nsampler: {type: const, param: 1}\n"), "512 of 2048");
  EXPECT_EQ(BatchesOf(R"({"traces_exporters": ["otlp", "jaeger"]})"), "512 of 2048");
  EXPECT_EQ(BatchesOf("", {{"OTEL_TRACES_EXPORTER", "zipkin"}}), "512 of 2048");
}

TEST(ProxyConfigurationTest, HasTheSizesThatAreNamed) {
  EXPECT_EQ(BatchesOf("", {{"OTEL_BSP_MAX_QUEUE_SIZE", "2048"}}), "512 of 2048");
  EXPECT_EQ(BatchesOf("", {{"OTEL_BSP_MAX_QUEUE_SIZE", "100"}}), "100 of 100");
  EXPECT_EQ(BatchesOf(R"({"batch_max_queue_size": 10000})"), "512 of 10000");
  EXPECT_EQ(BatchesOf(R"({"batch_max_export_size": 512})"), "512 of 2048");
  EXPECT_EQ(BatchesOf(R"({"component_name": "edge", "max_buffered_spans": 300})"), "300 of 300");
  EXPECT_EQ(BatchesOf("service_name: edge\nreporter: {queueSize: 70}\n", kOtlp), "70 of 70");
  EXPECT_EQ(BatchesOf(R"({"batch_max_queue_size": 8192})"), "512 of 8192");
  EXPECT_EQ(BatchesOf(R"({"batch_max_export_size": 2048})"), "2048 of 2048");
  EXPECT_EQ(BatchesOf(R"({"batch_max_export_size": 5000})"),
            "error: line 1, \"batch_max_export_size\": is more than the queue holds");
}

// Names that stand for more than one format.
TEST(RecognitionTest, TakesTheFormatThatHasMostOfTheNames) {
  const Variables none{{"OTEL_TRACES_EXPORTER", "none"}};
  const auto propagators = [&](const std::string& file) {
    const auto read = ReadIn(file, none);
    return read ? core::ToText(read->options.propagators) : "error: " + read.error().message;
  };
  EXPECT_EQ(propagators(R"({"service_name": "a"})"), "tracecontext,baggage");  // ours
  EXPECT_EQ(propagators(R"({"disabled": false})"), "tracecontext,baggage");
  EXPECT_EQ(propagators(R"({"service_name": "a", "tags": {}})"), "jaeger,tracecontext,baggage");
  EXPECT_EQ(propagators(R"({"service_name": "a", "sampler": {}})"), "jaeger,tracecontext,baggage");
  EXPECT_EQ(propagators(R"({"service_name": "a", "sampler": "always_on"})"),
            "tracecontext,baggage");
  EXPECT_EQ(propagators(R"({"service_name": "a", "sample_rate": 1})"),
            "b3multi,tracecontext,baggage");
  EXPECT_EQ(propagators(R"({"service": "a", "sample_rate": 1})"), "datadog,tracecontext,baggage");
  EXPECT_EQ(propagators(R"({"service_name": "a", "collector_host": "b"})"),
            "b3multi,tracecontext,baggage");
  EXPECT_EQ(propagators(R"({"component_name": "a", "collector_host": "b"})"),
            "lightstep,tracecontext,baggage");
  EXPECT_EQ(propagators("{}"), "tracecontext,baggage");
}

}  // namespace
}  // namespace tracebridge::opentracing_plugin::configuration_test
