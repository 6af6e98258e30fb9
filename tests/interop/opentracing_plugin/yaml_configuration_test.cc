// The plugin with YAML, Jaeger's above all: libtracebridge_yaml.so lies beside it.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <stdlib.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/interop/opentracing_plugin/loaded_plugin.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/threads.h"

namespace tracebridge::test {
namespace {

using ::testing::HasSubstr;

// A file that HAProxy has for Jaeger's plugin: neighbours of both kinds find their headers, and spans leave for the endpoint
// of the environment.
TEST(OpenTracingPluginYamlTest, TakesThePlaceOfJaegersPlugin) {
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(
      "service_name: edge\nsampler:\n  type: probabilistic\n  param: 1\n"
      "reporter:\n  localAgentHostPort: 127.0.0.1:6831\ntags:\n  zone: b\n");
  unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
  const auto remote = tracer->Extract(test::HttpReader(
      test::Headers{{"uber-trace-id", "404142434445464748494a4b4c4d4e4f:6162636465666768:0:1"},
                    {"uberctx-user", "alice"}}));
  ASSERT_TRUE(remote);
  auto span = tracer->StartSpan("continued", {opentracing::ChildOf(remote->get())});
  const test::HttpWriter writer;
  ASSERT_TRUE(tracer->Inject(span->context(), writer));
  const std::string headers = test::Text(writer.headers);
  EXPECT_THAT(headers, HasSubstr("uber-trace-id: 404142434445464748494a4b4c4d4e4f:"));
  EXPECT_THAT(headers, HasSubstr("traceparent: 00-404142434445464748494a4b4c4d4e4f-"));
  EXPECT_THAT(headers, HasSubstr("uberctx-user: alice"));
  EXPECT_THAT(headers, HasSubstr("baggage: user=alice"));
  span->Finish();
  tracer->StartSpan("begun")->Finish();
  span.reset();
  tracer.reset();

  const auto spans = Arrived(collector);
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans.at("continued").parent_span_id, "6162636465666768");
  const std::string body = collector.requests()[0].body;
  EXPECT_THAT(body, HasSubstr("\"edge\""));
  EXPECT_THAT(body, HasSubstr(R"({"key":"zone","value":{"stringValue":"b"}})"));
  // The tags of the sampler, on the root and not on its neighbour.
  EXPECT_THAT(body, HasSubstr(R"({"key":"sampler.type","value":{"stringValue":"probabilistic"}})"));
  EXPECT_EQ(body.find("sampler.type"), body.rfind("sampler.type"));
}

TEST(OpenTracingPluginYamlTest, IsToldWhichLineOfItIsWrong) {
  const LoadedPlugin plugin;
  std::string error;
  const auto malformed = plugin.factory().MakeTracer("service_name: edge\n  sampler: [\n", error);
  ASSERT_FALSE(malformed);
  EXPECT_EQ(malformed.error(), opentracing::configuration_parse_error);
  EXPECT_EQ(error, "line 2: illegal map value");

  const auto invalid =
      plugin.factory().MakeTracer("sampler:\n  type: probabilistic\n  param: 2\n", error);
  ASSERT_FALSE(invalid);
  EXPECT_EQ(invalid.error(), opentracing::invalid_configuration_error);
  EXPECT_EQ(error, "line 3, \"sampler.param\": 2 is not between 0 and 1");
}

// What cannot be carried is said once, and the rest of the file counts.
TEST(OpenTracingPluginYamlTest, SaysWhatOfAJaegerFileHasNoEffect) {
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
  const LoadedPlugin plugin;
  ::testing::internal::CaptureStderr();
  auto tracer = plugin.MakeTracer(R"(service_name: edge
sampler: {type: const, param: 1}
baggage_restrictions:
  denyBaggageOnInitializationFailure: true
  hostPort: 127.0.0.1:5778
  refreshInterval: 60
throttler:
  hostPort: 127.0.0.1:5778
  refreshInterval: 10
  synchronousInitialization: true
)");
  const std::string log = ::testing::internal::GetCapturedStderr();
  unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
  for (const char* const name :
       {"baggage_restrictions.denyBaggageOnInitializationFailure", "baggage_restrictions.hostPort",
        "baggage_restrictions.refreshInterval", "throttler.hostPort", "throttler.refreshInterval",
        "throttler.synchronousInitialization"}) {
    EXPECT_THAT(log, HasSubstr(name));
    EXPECT_EQ(log.find(name), log.rfind(name)) << name << " in " << log;
  }
  ASSERT_NE(tracer, nullptr);
  tracer->StartSpan("request")->Finish();
  tracer.reset();
  EXPECT_EQ(Arrived(collector).count("request"), 1u);
}

// yaml-cpp is in the process for as long as a file is read, and no longer.
TEST(OpenTracingPluginYamlTest, LeavesNoYamlLibraryBehind) {
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer("service_name: edge\ntraces_exporters: none\n");
  EXPECT_EQ(dlopen("libtracebridge_yaml.so", RTLD_NOW | RTLD_NOLOAD), nullptr);
  std::ifstream maps("/proc/self/maps");
  const std::string text{std::istreambuf_iterator<char>(maps), {}};
  EXPECT_EQ(text.find("libtracebridge_yaml"), std::string::npos);
  EXPECT_EQ(text.find("libyaml-cpp"), std::string::npos);
}

// Jaeger's remote sampler in a host that forks: each process that samples asks, and none is left.
TEST(OpenTracingPluginYamlTest, AsksASamplingServer) {
  const std::string strategy =
      R"({"strategyType": "PROBABILISTIC", "probabilisticSampling": {"samplingRate": 1}})";
  otlp::TestCollector server(std::vector<otlp::Reply>(3, otlp::Respond("200 OK", "", strategy)));
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
  const std::size_t threads = test::Threads();
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(
      "service_name: edge\nsampler:\n  type: remote\n  param: 0\n"
      "  samplingServerURL: " +
      server.url() + "\nreporter: {}\n");
  EXPECT_EQ(test::Threads(), threads);
  tracer->StartSpan("asks")->Finish();
  ASSERT_TRUE(server.WaitForRequests(1));
  EXPECT_EQ(server.requests()[0].line, "GET /v1/traces?service=edge HTTP/1.1");
  // The answer may take a moment to arrive.
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  const auto sampled = [&] {
    const auto span = tracer->StartSpan("sampled");
    const test::HttpWriter writer;
    EXPECT_TRUE(tracer->Inject(span->context(), writer));
    for (const auto& [name, value] : writer.headers) {
      if (name == "traceparent") return value.back() == '1' || value.back() == '3';
    }
    return false;
  };
  bool was_sampled = false;
  while (!was_sampled && std::chrono::steady_clock::now() < end) was_sampled = sampled();
  EXPECT_TRUE(was_sampled);
  tracer.reset();
  test::WaitForThreadsToEnd(threads + 2);  // connections of the two servers
  EXPECT_LE(test::Threads(), threads + 2);
  unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
}

}  // namespace
}  // namespace tracebridge::test
