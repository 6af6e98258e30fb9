// The plugin that sends to Jaeger: the part of it that knows Thrift is opened when it is configured, and only then.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/interop/opentracing_plugin/loaded_plugin.h"
#include "tests/support/jaeger_thrift.h"
#include "tests/unit/otel_core/exporters/jaeger/test_agent.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"

namespace tracebridge::test {
namespace {

using jaeger::TestAgent;

std::string ToAgent(const TestAgent& agent, const std::string& more = "") {
  return R"({"traces_exporters": "jaeger", "service_name": "proxy", "jaeger_agent": ")" +
         agent.address() + "\"" + more + "}";
}

bool IsThriftPartLoaded() {
  std::stringstream maps;
  maps << std::ifstream("/proc/self/maps").rdbuf();
  return maps.str().find("libtracebridge_jaeger_thrift.so") != std::string::npos;
}

TEST(OpenTracingPluginJaegerTest, OpensTheThriftPartWhenItIsConfiguredAndOnlyThen) {
  TestAgent agent;
  const LoadedPlugin plugin;
  plugin.MakeTracer(R"({"traces_exporters": "none"})")->StartSpan("request")->Finish();
  EXPECT_FALSE(IsThriftPartLoaded());
  plugin.MakeTracer(ToAgent(agent))->StartSpan("request")->Finish();
  EXPECT_TRUE(IsThriftPartLoaded());
  const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, agent.Receive());
  EXPECT_EQ(batch.process.serviceName, "proxy");
  ASSERT_EQ(batch.spans.size(), 1u);
  EXPECT_EQ(batch.spans[0].operationName, "request");
}

TEST(OpenTracingPluginJaegerTest, SendsTheBinaryEncodingWhenAsked) {
  TestAgent agent;
  const LoadedPlugin plugin;
  plugin.MakeTracer(ToAgent(agent, R"(, "jaeger_protocol": "binary")"))
      ->StartSpan("request")
      ->Finish();
  EXPECT_EQ(DecodeJaeger(JaegerForm::kBinaryCall, agent.Receive()).spans.size(), 1u);
}

TEST(OpenTracingPluginJaegerTest, SendsToACollectorAndToAnOtlpOne) {
  otlp::TestCollector jaeger_collector;
  otlp::TestCollector collector;
  const LoadedPlugin plugin;
  plugin
      .MakeTracer(To(collector, {{"traces_exporters", {"otlp", "jaeger"}},
                                 {"jaeger_endpoint", jaeger_collector.url()}}))
      ->StartSpan("request")
      ->Finish();
  EXPECT_EQ(Arrived(collector).count("request"), 1u);
  ASSERT_EQ(jaeger_collector.requests().size(), 1u);
  const idl::Batch batch =
      DecodeJaeger(JaegerForm::kBinaryBatch, jaeger_collector.requests()[0].body);
  ASSERT_EQ(batch.spans.size(), 1u);
  EXPECT_EQ(batch.spans[0].operationName, "request");
}

// What an OpenTracing program logged, tagged and referred to, where it always went.
TEST(OpenTracingPluginJaegerTest, SendsWhatJaegersClientWouldHaveSent) {
  TestAgent agent;
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(ToAgent(agent));
  const auto parent = tracer->StartSpan("parent");
  const auto span = tracer->StartSpan("child", {opentracing::ChildOf(&parent->context()),
                                                opentracing::SetTag("span.kind", "server"),
                                                opentracing::SetTag("http.status_code", 200)});
  span->SetTag("error", true);
  span->Log({{"event", "miss"}, {"key", "u42"}});
  span->Finish();
  tracer->Close();
  const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, agent.Receive());
  ASSERT_EQ(batch.spans.size(), 1u);
  const idl::Span& sent = batch.spans[0];
  const std::string parent_ids = parent->context().ToTraceID() + " " + parent->context().ToSpanID();
  std::string text = SpanText(sent);
  EXPECT_THAT(text, ::testing::HasSubstr("parent " + parent->context().ToSpanID() + " flags 1"));
  EXPECT_THAT(text, ::testing::HasSubstr("  child of " + parent_ids + "\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("  http.status_code = 200\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("  span.kind = \"server\"\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("  error = true\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("    event = \"miss\"\n    key = \"u42\"\n"));
}

TEST(OpenTracingPluginJaegerTest, TellsWhichFileIsMissingAndMakesNoTracer) {
  const otlp::ScratchFolder folder;
  const std::string alone = folder / "plugin.so";
  std::filesystem::copy_file(TRACEBRIDGE_PLUGIN, alone);
  std::string error;
  const auto loaded = opentracing::DynamicallyLoadTracingLibrary(alone.c_str(), error);
  ASSERT_TRUE(loaded) << error;
  const auto made =
      loaded->tracer_factory().MakeTracer(R"({"traces_exporters": ["otlp", "jaeger"]})", error);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error(), opentracing::invalid_configuration_error);
  const std::string where = alone.substr(0, alone.rfind('/'));
  EXPECT_THAT(error, ::testing::HasSubstr("needs libtracebridge_jaeger_thrift.so"));
  EXPECT_THAT(error, ::testing::HasSubstr("it is looked for in " + where));
  EXPECT_THAT(error, ::testing::HasSubstr("Debian: libthrift-"));
  EXPECT_TRUE(loaded->tracer_factory().MakeTracer(R"({"traces_exporters": "none"})", error));
}

// HAProxy wants the plugin in the folder in which it starts: a link to where it is installed.
TEST(OpenTracingPluginJaegerTest, FindsTheThriftPartBesideThePluginToWhichALinkLeads) {
  const otlp::ScratchFolder folder;
  const std::filesystem::path lib = folder / "lib";
  std::filesystem::create_directory(lib);
  const auto built = std::filesystem::path(TRACEBRIDGE_PLUGIN).parent_path();
  const char thrift[] = "libtracebridge_jaeger_thrift.so";
  std::filesystem::copy_file(TRACEBRIDGE_PLUGIN, lib / "plugin.so");
  std::filesystem::copy_file(built / thrift, lib / thrift);
  const std::string link = folder / "plugin.so";
  std::filesystem::create_symlink("lib/plugin.so", link);

  TestAgent agent;
  std::string error;
  const auto loaded = opentracing::DynamicallyLoadTracingLibrary(link.c_str(), error);
  ASSERT_TRUE(loaded) << error;
  const auto made = loaded->tracer_factory().MakeTracer(ToAgent(agent).c_str(), error);
  ASSERT_TRUE(made) << error;
  (*made)->StartSpan("request")->Finish();
  (*made)->Close();
  EXPECT_EQ(DecodeJaeger(JaegerForm::kCompactCall, agent.Receive()).spans.size(), 1u);
}

TEST(OpenTracingPluginJaegerTest, IsLoadedTracesAndIsUnloadedFiftyTimes) {
  TestAgent agent;
  for (int i = 0; i < 50; ++i) {
    const LoadedPlugin plugin;
    plugin.MakeTracer(ToAgent(agent))->StartSpan("round " + std::to_string(i))->Finish();
    const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, agent.Receive());
    ASSERT_EQ(batch.spans.size(), 1u);
    EXPECT_EQ(batch.spans[0].operationName, "round " + std::to_string(i));
  }
}

TEST(OpenTracingPluginJaegerTest, IsLoadedByAMasterAndSendsFromItsWorkers) {
  TestAgent agent;
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(ToAgent(agent));
  for (int worker = 0; worker < 3; ++worker) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);  // a deadlock fails
      tracer->StartSpan("in a worker")->Finish();
      tracer->Close();
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(DecodeJaeger(JaegerForm::kCompactCall, agent.Receive()).spans.size(), 1u);
  }
}

// A file of Jaeger's plugin, in JSON as well as it may be: the agent that it names keeps receiving.
TEST(OpenTracingPluginJaegerTest, SendsToTheAgentOfALegacyFile) {
  TestAgent agent;
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(
      R"({"service_name": "edge", "sampler": {"type": "probabilistic", "param": 1},
          "reporter": {"localAgentHostPort": ")" +
      agent.address() + R"("}, "tags": {"zone": "b"}})");
  tracer->StartSpan("request")->Finish();
  tracer.reset();
  const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, agent.Receive());
  EXPECT_EQ(batch.process.serviceName, "edge");
  ASSERT_EQ(batch.spans.size(), 1u);
  EXPECT_THAT(SpanText(batch.spans[0]),
              ::testing::HasSubstr("  sampler.type = \"probabilistic\"\n"));
}

}  // namespace
}  // namespace tracebridge::test
