// Tracers that jaegertracing::Tracer::make makes, in a process with code on all three APIs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <jaegertracing/Tracer.h>
#include <jaegertracing/metrics/InMemoryStatsReporter.h>
#include <jaegertracing/metrics/StatsFactoryImpl.h>
#include <opencensus/trace/span.h>
#include <opentracing/noop.h>
#include <stdlib.h>

#include <map>
#include <string>
#include <vector>

#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/jaeger_thrift.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/unit/otel_core/exporters/jaeger/test_agent.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/bridge.h"

namespace tracebridge::test {
namespace {

namespace jt = jaegertracing;
using jaeger::TestAgent;
using opentelemetry::trace::Provider;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct RecordingLogger final : jt::logging::Logger {
  void error(const std::string& message) override { errors.push_back(message); }
  void info(const std::string& message) override { infos.push_back(message); }

  std::vector<std::string> errors, infos;
};

jt::Config ToAgent(const TestAgent& agent, const std::string& service = "edge") {
  return jt::Config(false, false, jt::samplers::Config("const", 1),
                    jt::reporters::Config(0, std::chrono::hours(1), false, agent.address()),
                    jt::propagation::HeadersConfig(), jt::baggage::RestrictionsConfig(), service);
}

// `service: span span`, of the next packet.
std::string Received(TestAgent* agent) {
  const std::string packet = agent->Receive();
  if (packet.empty()) return "";
  const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, packet);
  std::string text = batch.process.serviceName + ":";
  for (const auto& span : batch.spans) text += " " + span.operationName;
  return text;
}

TEST(LegacyJaegerTest, IsOneTraceWithOpenTelemetryAndOpenCensus) {
  TestAgent agent;
  const auto tracer = jt::Tracer::make(ToAgent(agent));
  {
    const auto span = tracer->StartSpan("legacy");
    const ActivateSpan scope(*span);
    const auto below = Provider::GetTracerProvider()->GetTracer("new")->StartSpan("new");
    below->End();
    auto census = opencensus::trace::Span::StartSpan("census", nullptr);
    census.End();
    const auto* const context = dynamic_cast<const jt::SpanContext*>(&span->context());
    ASSERT_NE(context, nullptr);
    EXPECT_EQ(opentelemetry::trace::TraceId(below->GetContext().trace_id()).Id()[15],
              context->traceID().low() & 0xFF);
  }
  tracer->Close();
  const std::string packet = agent.Receive();
  const idl::Batch batch = DecodeJaeger(JaegerForm::kCompactCall, packet);
  std::map<std::string, idl::Span> spans;
  for (const auto& span : batch.spans) spans[span.operationName] = span;
  EXPECT_EQ(batch.process.serviceName, "edge");
  ASSERT_EQ(spans.count("legacy") + spans.count("new"), 2u);
  EXPECT_EQ(spans["new"].parentSpanId, spans["legacy"].spanId);
  EXPECT_EQ(spans["new"].traceIdLow, spans["legacy"].traceIdLow);
}

TEST(LegacyJaegerTest, DoesNotRegisterItself) {
  TestAgent agent;
  const auto before = opentracing::Tracer::Global();
  const auto tracer = jt::Tracer::make(ToAgent(agent));
  EXPECT_EQ(opentracing::Tracer::Global(), before);
}

TEST(LegacyJaegerTest, SendsWhenItIsLetGo) {
  TestAgent agent;
  auto tracer = jt::Tracer::make(ToAgent(agent));
  tracer->StartSpan("request")->Finish();
  tracer.reset();
  EXPECT_EQ(Received(&agent), "edge: request");
}

TEST(LegacyJaegerTest, IsKeptByItsSpans) {
  TestAgent agent;
  auto tracer = jt::Tracer::make(ToAgent(agent));
  auto span = tracer->StartSpan("request");
  tracer.reset();
  EXPECT_EQ(dynamic_cast<const jt::Tracer&>(span->tracer()).serviceName(), "edge");
  span.reset();
  EXPECT_EQ(Received(&agent), "edge: request");
}

TEST(LegacyJaegerTest, RecordsNothingAfterClose) {
  TestAgent agent;
  const auto tracer = jt::Tracer::make(ToAgent(agent));
  tracer->StartSpan("before")->Finish();
  tracer->Close();
  EXPECT_EQ(Received(&agent), "edge: before");
  const auto span = tracer->StartSpan("after");
  ASSERT_NE(span, nullptr);
  span->Finish();
  tracer->Close();
  EXPECT_TRUE(agent.IsEmpty());
}

TEST(LegacyJaegerTest, SharesTheBridgeWithAnotherOfTheSameSettings) {
  TestAgent agent;
  const auto first = jt::Tracer::make(ToAgent(agent));
  const auto provider = Provider::GetTracerProvider();
  const auto second = jt::Tracer::make(ToAgent(agent));
  EXPECT_EQ(Provider::GetTracerProvider(), provider);
  first->Close();
  second->StartSpan("of the second")->Finish();  // which Close() of the other does not end
  second->Close();
  EXPECT_EQ(Received(&agent), "edge: of the second");
}

// As each tracer of the original had its own: a program may simulate several services.
TEST(LegacyJaegerTest, HasAnExportOfItsOwnBesideOneOfOtherSettings) {
  TestAgent agent;
  TestAgent other_agent;
  const auto first = jt::Tracer::make(ToAgent(agent));
  const auto provider = Provider::GetTracerProvider();
  const auto second = jt::Tracer::make(ToAgent(other_agent, "other"));
  EXPECT_EQ(Provider::GetTracerProvider(), provider);
  const auto parent = first->StartSpan("parent");
  const auto child = second->StartSpan("child", {opentracing::ChildOf(&parent->context())});
  EXPECT_EQ(child->context().ToTraceID(), parent->context().ToTraceID());
  child->Finish();
  parent->Finish();
  second->Close();
  EXPECT_EQ(Received(&other_agent), "other: child");
  first->Close();
  EXPECT_EQ(Received(&agent), "edge: parent");
}

// As a program does that reads its settings again.
TEST(LegacyJaegerTest, KeepsOtherApisTracingWhenTheFirstOfTwoIsLetGo) {
  TestAgent agent;
  TestAgent other_agent;
  auto first = jt::Tracer::make(ToAgent(agent));
  auto second = jt::Tracer::make(ToAgent(other_agent, "other"));
  first.reset();
  Provider::GetTracerProvider()->GetTracer("new")->StartSpan("after")->End();
  second->StartSpan("its own")->Finish();
  second.reset();
  EXPECT_EQ(Received(&agent), "edge: after");
  EXPECT_EQ(Received(&other_agent), "other: its own");
}

TEST(LegacyJaegerTest, MayFollowOneOfOtherSettings) {
  TestAgent agent;
  TestAgent other_agent;
  jt::Tracer::make(ToAgent(agent))->StartSpan("first")->Finish();
  EXPECT_EQ(Received(&agent), "edge: first");
  auto tracer = jt::Tracer::make(ToAgent(other_agent, "other"));
  Provider::GetTracerProvider()->GetTracer("new")->StartSpan("second")->End();
  tracer.reset();
  EXPECT_EQ(Received(&other_agent), "other: second");
}

TEST(LegacyJaegerTest, JoinsTheBridgeThatTheProgramHasSetUp) {
  TestAgent agent;
  TestAgent other_agent;
  BridgeOptions options;
  options.settings["OTEL_SERVICE_NAME"] = "modern";
  options.settings["OTEL_TRACES_EXPORTER"] = "jaeger";
  options.settings["TRACEBRIDGE_JAEGER_AGENT"] = agent.address();
  options.settings["OTEL_BSP_SCHEDULE_DELAY"] = "3600000";
  const auto bridge = Bridge::FromOptions(options);
  const auto global = opentracing::Tracer::Global();
  const auto logger = std::make_shared<RecordingLogger>();
  const auto tracer = jt::Tracer::make("edge", ToAgent(other_agent), logger);
  EXPECT_THAT(logger->errors, ElementsAre(HasSubstr("a bridge up already, whose settings count")));
  EXPECT_EQ(opentracing::Tracer::Global(), global);
  tracer->StartSpan("legacy")->Finish();
  tracer->Close();
  EXPECT_EQ(Received(&agent), "modern: legacy");
  EXPECT_TRUE(other_agent.IsEmpty());
  opentracing::Tracer::InitGlobal(opentracing::MakeNoopTracer());
}

TEST(LegacyJaegerTest, SendsOtlpWhereTheEnvironmentSaysSo) {
  TestAgent agent;
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  jt::Tracer::make(ToAgent(agent))->StartSpan("request")->Finish();
  unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  EXPECT_EQ(collector.requests().size(), 1u);
  EXPECT_TRUE(agent.IsEmpty());
}

TEST(LegacyJaegerTest, SendsToACollector) {
  otlp::TestCollector collector;
  jt::Config config(false, jt::samplers::Config("const", 1),
                    jt::reporters::Config(0, std::chrono::hours(1), false, "", collector.url()));
  jt::Tracer::make("edge", config)->StartSpan("request")->Finish();
  ASSERT_EQ(collector.requests().size(), 1u);
  const auto batch = DecodeJaeger(JaegerForm::kBinaryBatch, collector.requests()[0].body);
  EXPECT_EQ(batch.process.serviceName, "edge");
}

TEST(LegacyJaegerTest, RefusesWhatTheOriginalRefused) {
  TestAgent agent;
  const auto logger = std::make_shared<RecordingLogger>();
  const auto reason = [&](const std::string& service, const jt::Config& config) -> std::string {
    try {
      jt::Tracer::make(service, config, logger);
      return "";
    } catch (const std::invalid_argument& wrong) {
      return wrong.what();
    }
  };
  EXPECT_EQ(reason("", jt::Config()), "no service name provided");
  EXPECT_EQ(reason("edge", jt::Config(false, jt::samplers::Config("remote", 2))),
            "Probabilistic sampling rate should be in the interval [0, 1].");
  EXPECT_EQ(reason("edge", jt::Config(false, jt::samplers::Config("adaptive"))),
            "\"sampler.type\": \"adaptive\" is not known; known are `const`, `probabilistic`, "
            "`ratelimiting`, `remote`");
  EXPECT_EQ(logger->errors.size(), 2u);
}

TEST(LegacyJaegerTest, CountsForAStatsFactory) {
  TestAgent agent;
  jt::metrics::InMemoryStatsReporter reporter;
  const auto logger = std::shared_ptr<jt::logging::Logger>(jt::logging::nullLogger());
  std::shared_ptr<opentracing::Tracer> tracer;
  {
    jt::metrics::StatsFactoryImpl factory(reporter);
    tracer =
        jt::Tracer::make("edge", ToAgent(agent), logger, factory, jt::Tracer::kGen128BitOption);
  }
  {
    const auto span = tracer->StartSpan("root");
    tracer->StartSpan("child", {opentracing::ChildOf(&span->context())})->Finish();
    span->Finish();
    span->Finish();
  }
  EXPECT_EQ(reporter.counters(), (jt::metrics::InMemoryStatsReporter::ValueMap{
                                     {"jaeger.traces.sampled=y.state=started", 1},
                                     {"jaeger.spans.group=lifecycle.state=started", 2},
                                     {"jaeger.spans.group=lifecycle.state=finished", 2},
                                     {"jaeger.spans.group=sampling.sampled=y", 2}}));
}

}  // namespace
}  // namespace tracebridge::test
