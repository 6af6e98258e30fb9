// What the plugin answers to a program that loads it: versions, configurations, errors.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <opentracing/ext/tags.h>
#include <stdlib.h>

#include <sstream>
#include <string>
#include <system_error>

#include "tests/interop/opentracing_plugin/loaded_plugin.h"
#include "tests/support/opentracing_carriers.h"

namespace tracebridge::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What DynamicallyLoadTracingLibrary calls, with arguments of the test's own.
struct EntryPoint {
  EntryPoint() : library(dlopen(TRACEBRIDGE_PLUGIN, RTLD_NOW | RTLD_LOCAL)) {
    if (library == nullptr) return;
    function = *static_cast<OpenTracingMakeTracerFactoryType**>(
        dlsym(library, "OpenTracingMakeTracerFactory"));
  }
  ~EntryPoint() { dlclose(library); }

  int Call(const char* abi_version) {
    return function("1.6.0", abi_version, &category, &message, &factory);
  }

  void* library;
  OpenTracingMakeTracerFactoryType* function = nullptr;
  const void* category = nullptr;
  std::string message;
  void* factory = nullptr;
};

TEST(OpenTracingPluginTest, RefusesAProgramOfAnotherAbiVersion) {
  EntryPoint entry;
  EXPECT_EQ(entry.Call("2"), opentracing::incompatible_library_versions_error.value());
  EXPECT_EQ(entry.category, &opentracing::dynamic_load_error_category());
  EXPECT_EQ(entry.message,
            "this plugin is for OpenTracing's ABI version 3, and the program is of version 2");
  EXPECT_EQ(entry.factory, nullptr);
}

TEST(OpenTracingPluginTest, RefusesNullArguments) {
  EntryPoint entry;
  EXPECT_EQ(entry.Call(nullptr), static_cast<int>(std::errc::invalid_argument));
  EXPECT_EQ(entry.category, &std::generic_category());
  EXPECT_THAT(entry.message, HasSubstr("an argument is null"));
  EXPECT_NE(entry.function("1.6.0", "3", nullptr, nullptr, &entry.factory), 0);
  EXPECT_NE(entry.function("1.6.0", "3", &entry.category, nullptr, nullptr), 0);
  EXPECT_EQ(entry.function("1.6.0", "2", &entry.category, nullptr, &entry.factory),
            opentracing::incompatible_library_versions_error.value());
}

TEST(OpenTracingPluginTest, TakesANullConfigurationForNone) {
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
  const LoadedPlugin plugin;
  std::string error;
  const auto made = plugin.factory().MakeTracer(nullptr, error);
  unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
  ASSERT_TRUE(made) << error;
  (*made)->StartSpan("request")->Finish();
  (*made)->Close();
  EXPECT_EQ(Arrived(collector).count("request"), 1u);
}

TEST(OpenTracingPluginTest, SaysWhatIsWrongWithAConfigurationAndMakesNoTracer) {
  const LoadedPlugin plugin;
  std::string error;
  const auto malformed = plugin.factory().MakeTracer("{service_name: proxy", error);
  ASSERT_FALSE(malformed);
  EXPECT_EQ(malformed.error(), opentracing::configuration_parse_error);
  EXPECT_THAT(error, HasSubstr("line 1, column 2: "));

  const auto invalid = plugin.factory().MakeTracer("{\n\"otlp_endpont\": 1}", error);
  ASSERT_FALSE(invalid);
  EXPECT_EQ(invalid.error(), opentracing::invalid_configuration_error);
  EXPECT_EQ(error, "line 2, \"otlp_endpont\": is no setting; did you mean \"otlp_endpoint\"?");
}

// Error codes compare by the addresses of their categories, which are libopentracing's.
TEST(OpenTracingPluginTest, ReturnsErrorsThatCompareWithThoseOfTheProgram) {
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(R"({"traces_exporters": "none"})");
  struct BadWriter final : opentracing::HTTPHeadersWriter {
    opentracing::expected<void> Set(opentracing::string_view,
                                    opentracing::string_view) const override {
      return opentracing::make_unexpected(opentracing::key_not_found_error);
    }
  };
  const auto span = tracer->StartSpan("request");
  EXPECT_EQ(tracer->Inject(span->context(), BadWriter()).error(), opentracing::key_not_found_error);
  const auto corrupt = tracer->Extract(test::HttpReader(test::Headers{{"traceparent", "00-1"}}));
  ASSERT_FALSE(corrupt);
  EXPECT_EQ(corrupt.error(), opentracing::span_context_corrupted_error);
}

TEST(OpenTracingPluginTest, ReadsTheEnvironmentBelowTheConfiguration) {
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
  setenv("OTEL_SERVICE_NAME", "of the environment", 1);
  const LoadedPlugin plugin;
  plugin.MakeTracer("")->StartSpan("without a configuration")->Finish();
  plugin.MakeTracer(R"({"service_name": "of the file"})")->StartSpan("with one")->Finish();
  unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
  unsetenv("OTEL_SERVICE_NAME");
  const auto requests = collector.requests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_THAT(requests[0].body, HasSubstr("\"of the environment\""));
  EXPECT_THAT(requests[1].body, HasSubstr("\"of the file\""));
}

TEST(OpenTracingPluginTest, PropagatesAndRecordsNothingWhenItIsDisabled) {
  otlp::TestCollector collector;
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(To(collector, {{"disabled", true}}));
  const std::string incoming = "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01";
  const auto remote = tracer->Extract(test::HttpReader(test::Headers{{"traceparent", incoming}}));
  const auto span = tracer->StartSpan("request", {opentracing::ChildOf(remote->get())});
  const test::HttpWriter writer;
  ASSERT_TRUE(tracer->Inject(span->context(), writer));
  EXPECT_EQ(test::Text(writer.headers), "traceparent: " + incoming);
  span->Finish();
  tracer.reset();
  EXPECT_TRUE(collector.requests().empty());
}

TEST(OpenTracingPluginTest, WritesTheHeadersOfTheConfiguration) {
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(
      R"({"traces_exporters": "none", "propagators": ["tracecontext", "jaeger", "b3"]})");
  const test::HttpWriter writer;
  ASSERT_TRUE(tracer->Inject(tracer->StartSpan("request")->context(), writer));
  const std::string headers = test::Text(writer.headers);
  EXPECT_THAT(headers, HasSubstr("traceparent: "));
  EXPECT_THAT(headers, HasSubstr("uber-trace-id: "));
  EXPECT_THAT(headers, HasSubstr("b3: "));
}

TEST(OpenTracingPluginTest, SendsContextsThroughStreamsAndReadsThoseOfOtherTracers) {
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(R"({"traces_exporters": "none"})");
  const auto span = tracer->StartSpan("request");
  std::stringstream own;
  ASSERT_TRUE(tracer->Inject(span->context(), own));
  const auto read = tracer->Extract(own);
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)->ToSpanID(), span->context().ToSpanID());

  // Jaeger's: both halves of the trace id, span id and parent, flags, and no baggage.
  std::stringstream jaeger(std::string(16, '\x41') + std::string(8, '\x42') + std::string(8, '\0') +
                           '\x01' + std::string(4, '\0'));
  const auto legacy = tracer->Extract(jaeger);
  ASSERT_TRUE(legacy);
  EXPECT_EQ((*legacy)->ToSpanID(), "4242424242424242");
}

TEST(OpenTracingPluginTest, InjectsWhatThereIsUnlessToldToInjectAllKeys) {
  const LoadedPlugin plugin;
  EXPECT_EQ(KeysInjected(*plugin.MakeTracer(R"({"traces_exporters": "none"})")), "traceparent\n");
  const auto tracer = plugin.MakeTracer(R"({"traces_exporters": "none", "inject_all_keys": true})");
  EXPECT_EQ(KeysInjected(*tracer), "traceparent\ntracestate\nbaggage\n");
}

TEST(OpenTracingPluginTest, FollowsTheSamplingPriority) {
  otlp::TestCollector collector;
  const LoadedPlugin plugin;
  auto tracer = plugin.MakeTracer(To(collector, {{"sampler", "parentbased_always_off"}}));
  tracer->StartSpan("no priority")->Finish();
  tracer->StartSpan("1", {opentracing::SetTag(opentracing::ext::sampling_priority, 1)})->Finish();
  const auto withdrawn =
      tracer->StartSpan("1, then 0", {opentracing::SetTag(opentracing::ext::sampling_priority, 1)});
  withdrawn->SetTag(opentracing::ext::sampling_priority, 0);
  withdrawn->Finish();
  tracer.reset();
  const auto spans = Arrived(collector);
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans.begin()->first, "1");
}

// What a span continued from `received` sends.
std::string SentFor(const opentracing::Tracer& tracer, const test::Headers& received) {
  const auto context = tracer.Extract(test::HttpReader(received));
  if (!context) return context.error().message() + "\n";
  const auto span = tracer.StartSpan("request", {opentracing::ChildOf(context->get())});
  const test::HttpWriter writer;
  EXPECT_TRUE(tracer.Inject(span->context(), writer));
  return test::Text(writer.headers);
}

constexpr char kB3Trace[] = "404142434445464748494a4b4c4d4e4f";

const test::Headers kB3Headers = {
    {"X-B3-TraceId", kB3Trace}, {"X-B3-SpanId", "6162636465666768"}, {"X-B3-Sampled", "1"}};

TEST(OpenTracingPluginTest, ReadsOneFormatAndWritesAnother) {
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(
      R"({"propagators": ["b3multi", "jaeger"], "wire_read": ["b3multi"], "wire_write": ["jaeger"],
          "traces_exporters": "none"})");
  const std::string sent = SentFor(*tracer, kB3Headers);
  EXPECT_THAT(sent, ::testing::StartsWith("uber-trace-id: " + std::string(kB3Trace) + ":"));
  EXPECT_THAT(sent, Not(HasSubstr("B3")));
  // What it writes, it does not read.
  const test::Headers written = {
      {"uber-trace-id", std::string(kB3Trace) + ":6162636465666768:0:1"}};
  EXPECT_THAT(SentFor(*tracer, written), Not(HasSubstr(kB3Trace)));
  const auto extracted = tracer->Extract(test::HttpReader(written));
  ASSERT_TRUE(extracted) << extracted.error().message();
  EXPECT_EQ(*extracted, nullptr);
}

TEST(OpenTracingPluginTest, ReadsTheStylesThatADatadogFileExtractsAndWritesThoseThatItInjects) {
  setenv("OTEL_TRACES_EXPORTER", "none", 1);
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(
      R"({"service": "edge", "agent_host": "10.0.0.7",
          "propagation_style_extract": ["Datadog", "B3"], "propagation_style_inject": ["Datadog"]})");
  unsetenv("OTEL_TRACES_EXPORTER");
  const std::string sent = SentFor(*tracer, kB3Headers);
  EXPECT_THAT(sent, HasSubstr("x-datadog-trace-id: 5208776131293826639\n"));  // 0x48494a4b4c4d4e4f
  EXPECT_THAT(sent, HasSubstr("traceparent: 00-" + std::string(kB3Trace)));
  EXPECT_THAT(sent, Not(HasSubstr("B3")));
}

TEST(OpenTracingPluginTest, TakesThePlaceOfOtherPluginsByTheirJson) {
  setenv("OTEL_TRACES_EXPORTER", "none", 1);
  const LoadedPlugin plugin;
  const auto headers = [&](const char* configuration) {
    return KeysInjected(*plugin.MakeTracer(configuration));
  };
  EXPECT_THAT(headers(R"({"service": "edge", "agent_host": "10.0.0.7"})"),
              ::testing::AllOf(HasSubstr("x-datadog-trace-id"), HasSubstr("traceparent")));
  EXPECT_THAT(headers(R"({"service_name": "edge", "collector_host": "zipkin"})"),
              ::testing::AllOf(HasSubstr("X-B3-TraceId"), HasSubstr("traceparent")));
  EXPECT_THAT(headers(R"({"component_name": "edge", "access_token": "T"})"),
              ::testing::AllOf(HasSubstr("ot-tracer-traceid"), HasSubstr("traceparent")));
  unsetenv("OTEL_TRACES_EXPORTER");
}

TEST(OpenTracingPluginTest, KeepsTheCollectorOfAZipkinFile) {
  otlp::TestCollector zipkin({otlp::Respond("202 Accepted")});
  const std::string url = zipkin.url();  // http://127.0.0.1:40083/v1/traces
  const std::string port = url.substr(17, url.find('/', 17) - 17);
  const LoadedPlugin plugin;
  const auto tracer = plugin.MakeTracer(
      R"({"service_name": "edge", "collector_host": "127.0.0.1", "collector_port": )" + port + "}");
  tracer->StartSpan("request")->Finish();
  tracer->Close();
  ASSERT_EQ(zipkin.requests().size(), 1u);
  EXPECT_EQ(zipkin.requests()[0].line, "POST /api/v2/spans HTTP/1.1");
  EXPECT_THAT(
      zipkin.requests()[0].body,
      ::testing::AllOf(HasSubstr(R"("name":"request")"), HasSubstr(R"("serviceName":"edge")"),
                       HasSubstr(R"("otel.scope.name":"opentracing-shim")")));
}

}  // namespace
}  // namespace tracebridge::test
