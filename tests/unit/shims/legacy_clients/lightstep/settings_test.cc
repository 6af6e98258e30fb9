// Each member of LightStepTracerOptions, and the setting that it becomes: the ones of a file of LightStep's.
#include "shims/legacy_clients/lightstep/settings.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/support/legacy_settings_text.h"

namespace tracebridge::legacy_clients::lightstep_settings_test {
namespace {

using lightstep::LightStepTracerOptions;
using lightstep::PropagationMode;
using test::EnvironmentOf;
using test::SettingsText;
using test::WarningsText;

struct Case {
  std::string name;
  std::function<void(LightStepTracerOptions*)> change;
  std::string line;     // of the settings; "" for none of its own
  std::string warning;  // the whole of them
};

constexpr char kNoEnvoy[] =
    ": the one header x-ot-span-context is neither read nor written; neighbours should use "
    "`lightstep` or `trace_context`\n";

const Case kCases[] = {
    {"ComponentName", [](auto* o) { o->component_name = "edge"; }, "service_name: edge\n", ""},
    {"AccessToken", [](auto* o) { o->access_token = "T"; },
     "otlp_headers: lightstep-access-token=T\n", ""},
    {"Collector",
     [](auto* o) {
       o->collector_host = "satellite";
       o->collector_port = 8360;
       o->collector_plaintext = true;
     },
     "otlp_endpoint: http://satellite:8360\n",
     "\"collector_host\": spans leave over OTLP, to http://satellite:8360/v1/traces. A satellite "
     "of "
     "your own must receive OTLP over HTTP there; OTEL_EXPORTER_OTLP_ENDPOINT names another\n"},
    {"Satellites",
     [](auto* o) {
       o->use_stream_recorder = true;
       o->satellite_endpoints = {{"satellite", static_cast<uint16_t>(8360)}};
     },
     "otlp_endpoint: https://satellite:8360\n",
     "\"satellite_endpoints\": spans leave over OTLP, to https://satellite:8360/v1/traces. A "
     "satellite of your own must receive OTLP over HTTP there; OTEL_EXPORTER_OTLP_ENDPOINT names "
     "another\n"},
    {"BufferedSpans", [](auto* o) { o->max_buffered_spans = 7; }, "batch_max_queue_size: 7\n", ""},
    {"BufferedSpansByFunction",
     [](auto* o) { o->max_buffered_spans = std::function<size_t()>([] { return size_t{9}; }); },
     "batch_max_queue_size: 9\n", ""},
    {"ReportingPeriod", [](auto* o) { o->reporting_period = std::chrono::seconds(2); },
     "batch_schedule_delay: 2000\n", ""},
    {"ReportTimeout", [](auto* o) { o->report_timeout = std::chrono::seconds(2); },
     "otlp_timeout: 2000\n", ""},
    {"Verbose", [](auto* o) { o->verbose = true; }, "log_level: debug\n", ""},
    {"Tags",
     [](auto* o) {
       o->tags = {{"shard", 7}};
     },
     "resource_attributes: shard=7\n", ""},
    {"Modes",
     [](auto* o) {
       o->propagation_modes = {PropagationMode::b3, PropagationMode::lightstep,
                               PropagationMode::cloud_trace, PropagationMode::trace_context};
     },
     "propagators: b3multi,lightstep,gcp,tracecontext,baggage\n", ""},
    {"Envoy", [](auto* o) { o->propagation_modes = {PropagationMode::envoy}; },
     "propagators: lightstep,tracecontext,baggage\n",
     std::string("\"propagation_modes\"") + kNoEnvoy},
    {"SingleKey", [](auto* o) { o->use_single_key_propagation = true; }, "",
     std::string("\"use_single_key_propagation\"") + kNoEnvoy},
    {"Certificates", [](auto* o) { o->ssl_root_certificates = "PEM"; }, "",
     "\"ssl_root_certificates\": is not used; put the certificates into a file, and its path into "
     "OTEL_EXPORTER_OTLP_CERTIFICATE\n"},
};

class LightStepSettingsTest : public ::testing::TestWithParam<Case> {};

TEST_P(LightStepSettingsTest, BecomeOnesOfOurs) {
  LightStepTracerOptions options;
  GetParam().change(&options);
  const Settings settings = ToSettings(options, EnvironmentOf({}));
  EXPECT_NE(SettingsText(settings).find(GetParam().line), std::string::npos)
      << SettingsText(settings);
  EXPECT_EQ(WarningsText(settings), GetParam().warning);
}

INSTANTIATE_TEST_SUITE_P(Options, LightStepSettingsTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(LightStepSettingsTest, AreThoseOfTheClientByDefault) {
  EXPECT_EQ(SettingsText(ToSettings(LightStepTracerOptions(), EnvironmentOf({}))),
            "propagators: lightstep,tracecontext,baggage\nbatch_schedule_delay: 500\n"
            "batch_max_queue_size: 2000\notlp_endpoint: https://ingest.lightstep.com\n"
            "otlp_timeout: 5000\n");
}

TEST(LightStepSettingsTest, KeepTheTokenFromAnotherEndpoint) {
  LightStepTracerOptions options;
  options.access_token = "T";
  const std::string settings = SettingsText(ToSettings(
      options, EnvironmentOf({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"}})));
  EXPECT_NE(settings.find("otlp_endpoint: http://collector:4318\n"), std::string::npos);
  EXPECT_EQ(settings.find("otlp_headers"), std::string::npos) << settings;
}

}  // namespace
}  // namespace tracebridge::legacy_clients::lightstep_settings_test
