// Tracers that programs of dd-opentracing-cpp's make.
#include <datadog/opentracing.h>
#include <datadog/tags.h>
#include <datadog/version.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/interop/legacy_clients/collected.h"
#include "tests/support/opentracing_carriers.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::test {
namespace {

namespace dd = datadog::opentracing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// With the messages that its log_func gets.
dd::TracerOptions Options(std::vector<std::string>* messages) {
  dd::TracerOptions options{"localhost", 8126, "edge"};
  options.log_func = [messages](dd::LogLevel, ot::string_view message) {
    messages->emplace_back(message.data(), message.size());
  };
  return options;
}

TEST(LegacyDatadogTest, IsOneTraceWithOpenTelemetry) {
  Collected collected;
  std::vector<std::string> messages;
  dd::TracerOptions options = Options(&messages);
  options.environment = "prod";
  const auto tracer = dd::makeTracer(options);
  {
    const auto span = tracer->StartSpan("legacy");
    span->SetTag(datadog::tags::resource_name, "GET /");
    const ActivateSpan scope(*span);
    opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("new")->StartSpan("new")->End();
  }
  tracer->Close();
  auto spans = collected.Spans();
  EXPECT_EQ(spans["new"].parent_span_id, spans["legacy"].span_id);
  EXPECT_THAT(spans["legacy"].attributes.dump(), HasSubstr("resource.name"));
  EXPECT_EQ(collected.OfResource("service.name"), "edge");
  EXPECT_EQ(collected.OfResource("deployment.environment.name"), "prod");
  EXPECT_THAT(messages, ElementsAre());  // OTEL_* name where spans go
}

TEST(LegacyDatadogTest, WritesDatadogsAndW3cHeaders) {
  Collected collected;
  std::vector<std::string> messages;
  const auto tracer = dd::makeTracer(Options(&messages));
  const auto span = tracer->StartSpan("request");
  HttpWriter writer;
  ASSERT_TRUE(tracer->Inject(span->context(), writer));
  const std::map<std::string, std::string> headers(writer.headers.begin(), writer.headers.end());
  EXPECT_EQ(headers.count("x-datadog-trace-id"), 1u);
  EXPECT_EQ(headers.count("traceparent"), 1u);
}

TEST(LegacyDatadogTest, TellsItsLogOnceWhatIsNotCarriedOver) {
  std::vector<std::string> messages;
  dd::TracerOptions options = Options(&messages);
  options.type = "db";
  dd::makeTracer(options);
  EXPECT_THAT(messages, ElementsAre(HasSubstr("\"type\": is not sent")));
  EXPECT_THAT(messages[0], HasSubstr("spans leave over OTLP, to http://localhost:4318"));
}

TEST(LegacyDatadogTest, TracesNothingWithASettingThatMakesNoSense) {
  std::vector<std::string> messages;
  dd::TracerOptions options = Options(&messages);
  options.sample_rate = 7;
  const auto tracer = dd::makeTracer(options);
  ASSERT_NE(tracer, nullptr);
  EXPECT_NE(tracer->StartSpan("request"), nullptr);
  EXPECT_THAT(messages, ElementsAre("tracebridge: nothing is traced: \"sample_rate\": 7 is not "
                                    "between 0 and 1"));
}

TEST(LegacyDatadogTest, HasAnEncoderWithoutTraces) {
  Collected collected;
  std::vector<std::string> messages;
  std::shared_ptr<ot::Tracer> tracer;
  std::shared_ptr<dd::TraceEncoder> encoder;
  std::tie(tracer, encoder) = dd::makeTracerAndEncoder(Options(&messages));
  tracer->StartSpan("request")->Finish();
  EXPECT_EQ(encoder->pendingTraces(), 0u);
  EXPECT_EQ(encoder->path(), "/v0.4/traces");
  EXPECT_EQ(encoder->payload(), "\x90");
  EXPECT_THAT(messages, ElementsAre(HasSubstr("the encoder has no traces")));
  tracer->Close();
  EXPECT_EQ(collected.Spans().count("request"), 1u);
}

TEST(LegacyDatadogTest, HasTheNamesOfItsTags) {
  EXPECT_EQ(datadog::tags::manual_keep, "manual.keep");
  EXPECT_EQ(datadog::tags::span_type, "span.type");
  EXPECT_EQ(datadog::version::tracer_version.substr(0, 2), "v1");
}

}  // namespace
}  // namespace tracebridge::test
