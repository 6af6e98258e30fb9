// The bridge as programs use it: what left is read from a real collector, or from the file that an exporter wrote.
#include "tracebridge/bridge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opentracing/noop.h>
#include <opentracing/tracer.h>
#include <stdlib.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "opencensus/trace/exporter/span_data.h"
#include "opencensus/trace/exporter/span_exporter.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/noop_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/sdk/common/global_log_handler.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/bridged_spans.h"
#include "tests/support/bytes_text.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/unit/otel_core/exporters/otlp/file/scratch_folder.h"
#include "tests/unit/otel_core/exporters/otlp/test_collector.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"
#include "tracebridge/opentracing_shim.h"

namespace opencensus {
namespace trace {
namespace exporter {

class SpanExporterTestPeer {
 public:
  static constexpr auto& ExportForTesting = SpanExporter::ExportForTesting;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus

namespace tracebridge::bridge_test {
namespace {

using opencensus::trace::propagation::FromTraceParentHeader;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
using opentelemetry::trace::Provider;
using test::BridgedSpans;
using test::ExportedSpans;
using test::Settings;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kMinute = std::chrono::milliseconds(60000);
constexpr char kRemote[] = "00-404142434445464748494a4b4c4d4e4f-6162636465666768-01";

opencensus::trace::AlwaysSampler always;

std::shared_ptr<opentelemetry::trace::Span> StartOtel(const std::string& name) {
  return Provider::GetTracerProvider()->GetTracer("test")->StartSpan(name);
}
std::unique_ptr<opentracing::Span> StartOpenTracing(const std::string& name) {
  return opentracing::Tracer::Global()->StartSpan(name);
}
opencensus::trace::Span StartOpenCensus(const std::string& name) {
  return opencensus::trace::Span::StartSpan(name, nullptr, {&always});
}

// A span of each API, each inside the one before.
void TraceOnce() {
  const auto legacy = StartOpenTracing("opentracing");
  const ActivateSpan scope(*legacy);
  const auto otel = StartOtel("otel");
  const opentelemetry::trace::Scope inner(otel);
  StartOpenCensus("opencensus").End();
  otel->End();
  legacy->Finish();
}

BridgeOptions With(Settings settings) {
  BridgeOptions options;
  options.settings = std::move(settings);
  options.settings.emplace("OTEL_TRACES_SAMPLER", "parentbased_always_on");
  return options;
}

// Options for a collector that reads JSON.
BridgeOptions To(const otlp::TestCollector& collector, Settings settings = {}) {
  settings.emplace("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url());
  settings.emplace("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
  return With(std::move(settings));
}

ExportedSpans Arrived(otlp::TestCollector& collector) {
  ExportedSpans spans;
  for (const auto& request : collector.requests()) {
    test::AddSpans(nlohmann::json::parse(request.body), &spans);
  }
  return spans;
}

std::string OpenTelemetryInjects(Context context) {
  test::HeaderCarrier carrier;
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, context);
  return carrier.Text();
}

std::string OpenTracingInjects(const opentracing::SpanContext& context) {
  test::HttpWriter writer;
  EXPECT_TRUE(opentracing::Tracer::Global()->Inject(context, writer));
  return test::Text(writer.headers);
}

// Keeps what the SDK logs while it lives.
class Log final {
 public:
  Log() {
    namespace internal_log = opentelemetry::sdk::common::internal_log;
    internal_log::GlobalLogHandler::SetLogHandler(std::make_shared<Handler>(&lines_));
  }
  ~Log() {
    namespace internal_log = opentelemetry::sdk::common::internal_log;
    internal_log::GlobalLogHandler::SetLogHandler(
        std::make_shared<internal_log::DefaultLogHandler>());
  }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  const std::vector<std::string>& lines() const { return *lines_; }

 private:
  using Lines = std::shared_ptr<std::vector<std::string>>;

  class Handler final : public opentelemetry::sdk::common::internal_log::LogHandler {
   public:
    explicit Handler(Lines* lines) : lines_(*lines) {}
    void Handle(opentelemetry::sdk::common::internal_log::LogLevel, const char*, int,
                const char* message,
                const opentelemetry::sdk::common::AttributeMap&) noexcept override {
      const std::lock_guard<std::mutex> lock(mutex_);
      lines_->emplace_back(message);
    }

   private:
    std::mutex mutex_;
    const Lines lines_;
  };

  Lines lines_ = std::make_shared<std::vector<std::string>>();
};

// Each test leaves the process as it found it.
class BridgeTest : public ::testing::Test {
 protected:
  ~BridgeTest() override {
    EXPECT_FALSE(opentelemetry::trace::Tracer::GetCurrentSpan()->GetContext().IsValid());
    GlobalTextMapPropagator::SetGlobalPropagator({});
    opentracing::Tracer::InitGlobal(opentracing::MakeNoopTracer());
    Provider::SetTracerProvider(nullptr);
    unsetenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    unsetenv("OTEL_EXPORTER_OTLP_PROTOCOL");
    unsetenv("OTEL_SERVICE_NAME");
  }
};

TEST_F(BridgeTest, InjectsAllKeysIfToldTo) {
  otlp::TestCollector collector;
  const auto bridge = Bridge::FromOptions(To(collector, {{"TRACEBRIDGE_INJECT_ALL_KEYS", "true"}}));
  const auto span = StartOpenTracing("root");
  const std::string injected = OpenTracingInjects(span->context());
  EXPECT_THAT(injected, HasSubstr("\ntracestate: "));
  EXPECT_THAT(injected, HasSubstr("\nbaggage: "));
}

TEST_F(BridgeTest, WiresTheGlobalTracersOfAllThreeApisToOneCollector) {
  otlp::TestCollector collector;
  {
    const auto bridge = Bridge::FromOptions(To(collector, {{"OTEL_SERVICE_NAME", "shop"}}));
    TraceOnce();
  }
  const auto spans = Arrived(collector);
  ASSERT_EQ(spans.size(), 3u);
  EXPECT_EQ(spans.at("opentracing").scope, "opentracing-shim");
  EXPECT_EQ(spans.at("opentracing").parent_span_id, "");
  EXPECT_EQ(spans.at("otel").scope, "test");
  EXPECT_EQ(spans.at("otel").parent_span_id, spans.at("opentracing").span_id);
  EXPECT_EQ(spans.at("opencensus").scope, "opencensus-shim");
  EXPECT_EQ(spans.at("opencensus").parent_span_id, spans.at("otel").span_id);
  for (const auto& [name, span] : spans) {
    EXPECT_EQ(span.trace_id, spans.at("otel").trace_id) << name;
  }
  EXPECT_THAT(collector.requests().front().body,
              HasSubstr(R"({"key":"service.name","value":{"stringValue":"shop"}})"));
}

TEST_F(BridgeTest, ReadsTheEnvironment) {
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
  setenv("OTEL_SERVICE_NAME", "from the environment", 1);
  {
    const auto bridge = Bridge::FromEnvironment();
    TraceOnce();
  }
  EXPECT_EQ(Arrived(collector).size(), 3u);
  EXPECT_THAT(collector.requests().front().body, HasSubstr("from the environment"));
}

TEST_F(BridgeTest, TakesWhatIsSetInCodeBeforeTheEnvironment) {
  otlp::TestCollector collector;
  setenv("OTEL_SERVICE_NAME", "from the environment", 1);
  {
    const auto bridge = Bridge::FromOptions(To(collector, {{"OTEL_SERVICE_NAME", "from code"}}));
    TraceOnce();
  }
  EXPECT_THAT(collector.requests().front().body, HasSubstr("from code"));
}

// Else each export would make a span that has to be exported. The flush comes from inside a span.
TEST_F(BridgeTest, DoesNotTraceItsOwnExports) {
  otlp::TestCollector collector;
  {
    auto bridge = Bridge::FromOptions(To(collector));
    const opentelemetry::trace::Scope scope(StartOtel("request"));
    StartOpenCensus("child").End();
    EXPECT_TRUE(bridge.ForceFlush(kMinute));
    EXPECT_TRUE(bridge.ForceFlush(kMinute));
  }
  EXPECT_EQ(collector.requests().size(), 2u);  // the flush, and the end of the request
  for (const auto& request : collector.requests()) {
    EXPECT_EQ(request.headers.count("traceparent"), 0u);
  }
  EXPECT_EQ(Arrived(collector).size(), 2u);
}

struct PropagatorCase {
  std::string name;
  std::string setting;
  std::string expected;  // the names of what is injected
};

class BridgePropagatorTest : public BridgeTest,
                             public ::testing::WithParamInterface<PropagatorCase> {};

TEST_P(BridgePropagatorTest, IsTheOneOfBothApis) {
  BridgedSpans bridge(Settings{{"OTEL_PROPAGATORS", GetParam().setting}});
  const auto span = StartOpenTracing("span");
  span->SetBaggageItem("user", "alice");
  test::HttpWriter writer;
  EXPECT_TRUE(opentracing::Tracer::Global()->Inject(span->context(), writer));
  std::string names;
  for (const auto& [name, value] : writer.headers) names += name + " ";
  EXPECT_EQ(names, GetParam().expected);

  const ActivateSpan scope(*span);
  EXPECT_EQ(OpenTelemetryInjects(RuntimeContext::GetCurrent()).empty(), names.empty());
}

// Every name that the setting knows.
const PropagatorCase kPropagators[] = {
    {"Default", "", "traceparent baggage "},
    {"TraceContext", "tracecontext", "traceparent "},
    {"Baggage", "baggage", "baggage "},
    {"B3", "b3", "b3 "},
    {"B3Multi", "b3multi", "X-B3-TraceId X-B3-SpanId X-B3-Sampled "},
    {"Jaeger", "jaeger", "uber-trace-id uberctx-user "},
    {"OtTrace", "ottrace", "ot-tracer-traceid ot-tracer-spanid ot-tracer-sampled ot-baggage-user "},
    {"LightStep", "lightstep",
     "ot-tracer-traceid ot-tracer-spanid ot-tracer-sampled ot-baggage-tracebridge-trace-id "
     "ot-baggage-user "},
    {"XRay", "xray", "x-amzn-trace-id "},
    {"OpenCensus", "opencensus", "grpc-trace-bin "},
    {"GoogleCloud", "gcp", "x-cloud-trace-context "},
    {"Datadog", "datadog",
     "x-datadog-trace-id x-datadog-parent-id x-datadog-sampling-priority x-datadog-tags "
     "ot-baggage-user "},
    {"None", "none", ""},
};

INSTANTIATE_TEST_SUITE_P(Settings, BridgePropagatorTest, ::testing::ValuesIn(kPropagators),
                         [](const auto& info) { return info.param.name; });

TEST_F(BridgeTest, PassesTheRulesOfOneTraceOn) {
  {
    BridgedSpans bridge(Settings{{"TRACEBRIDGE_OPENTRACING_ACTIVATION", "thread"},
                                 {"TRACEBRIDGE_IMPLICIT_PARENT", "always"}});
    const auto outer = StartOpenTracing("outer");
    StartOpenTracing("inner")->Finish();
    outer->Finish();
    const auto spans = bridge.Exported();
    EXPECT_EQ(spans.at("inner").parent_span_id, spans.at("outer").span_id);
  }
  BridgedSpans bridge;  // and the next one starts from the defaults
  const auto outer = StartOpenTracing("outer");
  StartOtel("inner")->End();
  outer->Finish();
  EXPECT_EQ(bridge.Exported().at("inner").parent_span_id, "");
}

TEST_F(BridgeTest, ForceFlushExportsWhatHasFinished) {
  otlp::TestCollector collector;
  auto bridge = Bridge::FromOptions(To(collector));
  TraceOnce();
  EXPECT_TRUE(bridge.ForceFlush(kMinute));
  EXPECT_EQ(Arrived(collector).size(), 3u);
  EXPECT_TRUE(bridge.ForceFlush(kMinute));  // nothing left to do
  EXPECT_EQ(collector.requests().size(), 1u);
}

TEST_F(BridgeTest, ForceFlushSaysThatItTookTooLong) {
  otlp::TestCollector collector({otlp::Reply{"", /*hang=*/true, /*close=*/false}});
  auto options = To(collector);
  options.shutdown_timeout = std::chrono::milliseconds(1);
  auto bridge = Bridge::FromOptions(options);
  StartOtel("span")->End();
  EXPECT_FALSE(bridge.ForceFlush(std::chrono::milliseconds(1)));
}

TEST_F(BridgeTest, CloseOfTheOpenTracingTracerFlushesAndEndsNothingElse) {
  otlp::TestCollector collector;
  auto bridge = Bridge::FromOptions(To(collector));
  StartOtel("before")->End();
  opentracing::Tracer::Global()->Close();
  EXPECT_EQ(Arrived(collector).size(), 1u);
  StartOtel("after")->End();
  StartOpenTracing("closed")->Finish();
  EXPECT_TRUE(bridge.ForceFlush(kMinute));
  EXPECT_EQ(Arrived(collector).count("after"), 1u);
  EXPECT_EQ(Arrived(collector).count("closed"), 0u);
}

TEST_F(BridgeTest, ShutdownExportsAndThenRecordsNothing) {
  otlp::TestCollector collector;
  auto bridge = Bridge::FromOptions(To(collector));
  TraceOnce();
  EXPECT_TRUE(bridge.Shutdown(kMinute));
  EXPECT_EQ(Arrived(collector).size(), 3u);
  TraceOnce();
  EXPECT_TRUE(bridge.Shutdown(kMinute));
  EXPECT_EQ(Arrived(collector).size(), 3u);
}

TEST_F(BridgeTest, ShutdownSaysThatItTookTooLongAndCountsWhatItLost) {
  const auto before = Counted(Diagnostic::kSpanDroppedShutdownTimeout) +
                      Counted(Diagnostic::kSpanDroppedExportFailed);
  otlp::TestCollector collector({otlp::Reply{"", /*hang=*/true, /*close=*/false}});
  auto bridge = Bridge::FromOptions(To(collector));
  StartOtel("span")->End();
  EXPECT_FALSE(bridge.Shutdown(std::chrono::milliseconds(1)));
  EXPECT_FALSE(bridge.Shutdown(kMinute));  // the first one's answer
  // Counted when the export that is under way gives up.
  while (Counted(Diagnostic::kSpanDroppedShutdownTimeout) +
             Counted(Diagnostic::kSpanDroppedExportFailed) ==
         before) {
    std::this_thread::yield();
  }
}

// Nothing legacy is lost silently: the log says at the end what did not arrive.
TEST_F(BridgeTest, SaysAtTheEndWhatDidNotArrive) {
  const Log log;
  {
    BridgedSpans bridge;
    Count(Diagnostic::kForeignReferenceIgnored);
    EXPECT_THAT(bridge.bridge().Diagnostics(),
                HasSubstr("\"tracebridge.opentracing.reference_ignored\": "));
    EXPECT_TRUE(nlohmann::json::parse(bridge.bridge().Diagnostics()).is_object());
  }
  EXPECT_THAT(log.lines(), ElementsAre(HasSubstr("tracebridge.opentracing.reference_ignored")));
}

TEST_F(BridgeTest, CalledTwiceIsTheSameBridgeUntilTheLastHandleGoes) {
  const Log log;
  otlp::TestCollector collector;
  otlp::TestCollector ignored;
  auto first = std::make_unique<Bridge>(Bridge::FromOptions(To(collector)));
  const auto provider = Provider::GetTracerProvider();
  auto second = std::make_unique<Bridge>(Bridge::FromOptions(To(ignored)));
  EXPECT_THAT(log.lines(), ElementsAre(HasSubstr("a bridge is up already")));
  auto third = std::make_unique<Bridge>(Bridge::FromEnvironment());  // asks for nothing else
  EXPECT_EQ(log.lines().size(), 1u);
  EXPECT_EQ(Provider::GetTracerProvider(), provider);

  first.reset();
  third.reset();
  EXPECT_TRUE(second->ForceFlush(kMinute));
  TraceOnce();
  second.reset();
  EXPECT_EQ(Arrived(collector).size(), 3u);
  EXPECT_EQ(ignored.requests().size(), 0u);
}

TEST_F(BridgeTest, CanBeSetUpAgainAfterItsEndWithOtherSettings) {
  otlp::TestCollector first;
  otlp::TestCollector second;
  {
    const auto bridge = Bridge::FromOptions(To(first));
    TraceOnce();
  }
  {
    const auto bridge = Bridge::FromOptions(To(second));
    TraceOnce();
  }
  EXPECT_EQ(Arrived(first).size(), 3u);
  EXPECT_EQ(Arrived(second).size(), 3u);
}

TEST_F(BridgeTest, MayBeDestroyedBeforeTheLastSpan) {
  const auto before = Counted(Diagnostic::kSpanDroppedAfterShutdown);
  otlp::TestCollector collector;
  auto bridge = std::make_unique<Bridge>(Bridge::FromOptions(To(collector)));
  const auto otel = StartOtel("otel");
  auto legacy = StartOpenTracing("opentracing");
  const auto opencensus = StartOpenCensus("opencensus");
  StartOtel("in time")->End();
  bridge.reset();

  legacy->SetTag("still", "safe");
  legacy->SetBaggageItem("user", "alice");
  EXPECT_THAT(OpenTracingInjects(legacy->context()), HasSubstr(legacy->context().ToTraceID()));
  otel->SetAttribute("still", "safe");
  opencensus.AddAnnotation("still safe");
  otel->End();
  legacy.reset();
  opencensus.End();
  EXPECT_EQ(Counted(Diagnostic::kSpanDroppedAfterShutdown) - before, 3u);
  const auto spans = Arrived(collector);
  EXPECT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans.count("in time"), 1u);
}

// As after Shutdown, and whatever the environment asks for: what comes after the bridge does not start an export of its
// own. Context that arrives goes on.
TEST_F(BridgeTest, AfterItsEndNothingIsRecordedAndWhatArrivesGoesOn) {
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", 1);
  { const auto bridge = Bridge::FromEnvironment(); }
  EXPECT_FALSE(StartOtel("otel")->IsRecording());
  const auto extracted = opentracing::Tracer::Global()->Extract(
      test::HttpReader(test::Headers{{"traceparent", kRemote}}));
  ASSERT_TRUE(extracted);
  const auto span = opentracing::Tracer::Global()->StartSpan(
      "opentracing", {opentracing::ChildOf(extracted->get())});
  EXPECT_EQ(OpenTracingInjects(span->context()), std::string("traceparent: ") + kRemote);
  const auto opencensus = StartOpenCensus("opencensus");
  EXPECT_FALSE(opencensus.IsRecording());
  EXPECT_TRUE(opencensus.context().IsValid());
  opencensus.End();
  span->Finish();
  EXPECT_EQ(collector.connections(), 0);
}

TEST_F(BridgeTest, LeavesWhatAnotherPartHasSetSince) {
  using opentelemetry::context::propagation::NoOpPropagator;
  const opentelemetry::nostd::shared_ptr<opentelemetry::trace::TracerProvider> provider(
      new opentelemetry::trace::NoopTracerProvider);
  const opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>
      propagator(new NoOpPropagator);
  const auto tracer = opentracing::MakeNoopTracer();
  {
    const BridgedSpans bridge;
    Provider::SetTracerProvider(provider);
    GlobalTextMapPropagator::SetGlobalPropagator(propagator);
    opentracing::Tracer::InitGlobal(tracer);
  }
  EXPECT_EQ(Provider::GetTracerProvider(), provider);
  EXPECT_EQ(GlobalTextMapPropagator::GetGlobalPropagator(), propagator);
  EXPECT_EQ(opentracing::Tracer::Global(), tracer);
}

TEST_F(BridgeTest, DisabledMakesEveryTracerANoOpAndPropagatesAllTheSame) {
  otlp::TestCollector collector;
  setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url().c_str(), 1);
  auto bridge = Bridge::FromOptions(To(collector, {{"OTEL_SDK_DISABLED", "true"}}));
  TraceOnce();
  EXPECT_FALSE(StartOtel("otel")->IsRecording());
  EXPECT_FALSE(StartOpenCensus("opencensus").IsRecording());

  const test::HttpReader incoming({{"traceparent", kRemote}, {"baggage", "user=alice"}});
  const auto extracted = opentracing::Tracer::Global()->Extract(incoming);
  ASSERT_TRUE(extracted);
  const auto span = opentracing::Tracer::Global()->StartSpan(
      "opentracing", {opentracing::ChildOf(extracted->get())});
  EXPECT_EQ(OpenTracingInjects(span->context()),
            std::string("traceparent: ") + kRemote + "\nbaggage: user=alice");
  span->Finish();

  EXPECT_TRUE(bridge.ForceFlush(kMinute));
  EXPECT_TRUE(bridge.Shutdown(kMinute));
  EXPECT_EQ(collector.connections(), 0);
}

// A no-op tracer returns the parent itself; what is set on the child stays the child's all the same.
void BaggageOfAChildStaysTheChilds() {
  const test::HeaderCarrier incoming({{"traceparent", kRemote}});
  Context empty;
  const auto token = RuntimeContext::Attach(
      GlobalTextMapPropagator::GetGlobalPropagator()->Extract(incoming, empty));
  const auto child = StartOpenTracing("child");
  child->SetBaggageItem("user", "alice");
  EXPECT_EQ(OpenTracingInjects(child->context()),
            std::string("traceparent: ") + kRemote + "\nbaggage: user=alice");
  EXPECT_EQ(OpenTelemetryInjects(RuntimeContext::GetCurrent()),
            std::string("traceparent: ") + kRemote);
  EXPECT_EQ(StartOpenTracing("sibling")->BaggageItem("user"), "");
}

TEST_F(BridgeTest, DisabledOrShutDownLeavesTheBaggageOfAChildToTheChild) {
  {
    const auto disabled = Bridge::FromOptions(With({{"OTEL_SDK_DISABLED", "true"}}));
    BaggageOfAChildStaysTheChilds();
  }
  auto bridge = Bridge::FromOptions(With({{"OTEL_TRACES_EXPORTER", "none"}}));
  EXPECT_TRUE(bridge.Shutdown(kMinute));
  BaggageOfAChildStaysTheChilds();
}

struct WrongCase {
  std::string name;
  std::string variable;
  std::string value;
};

class BridgeWrongSettingTest : public BridgeTest,
                               public ::testing::WithParamInterface<WrongCase> {};

TEST_P(BridgeWrongSettingTest, IsReportedOnceAndItsDefaultUsed) {
  const Log log;
  {
    BridgedSpans bridge(Settings{{GetParam().variable, GetParam().value}});
    TraceOnce();
    EXPECT_EQ(bridge.Exported().size(), 3u);
  }
  ASSERT_FALSE(log.lines().empty());
  EXPECT_THAT(log.lines().front(), HasSubstr(GetParam().variable));
  int mentions = 0;
  for (const std::string& line : log.lines()) {
    mentions += line.find(GetParam().variable) != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(mentions, 1);
}

INSTANTIATE_TEST_SUITE_P(
    Variables, BridgeWrongSettingTest,
    ::testing::Values(WrongCase{"Sampler", "OTEL_TRACES_SAMPLER", "sometimes"},
                      WrongCase{"Duration", "OTEL_BSP_SCHEDULE_DELAY", "soon"},
                      WrongCase{"Number", "OTEL_BSP_MAX_QUEUE_SIZE", "-1"},
                      WrongCase{"Propagator", "OTEL_PROPAGATORS", "carrier-pigeon"},
                      WrongCase{"Url", "OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://collector"},
                      WrongCase{"Activation", "TRACEBRIDGE_OPENTRACING_ACTIVATION", "always"},
                      WrongCase{"ImplicitParent", "TRACEBRIDGE_IMPLICIT_PARENT", "perhaps"},
                      WrongCase{"ConfigFile", "OTEL_CONFIG_FILE", "/etc/otel.yaml"}),
    [](const auto& info) { return info.param.name; });

TEST_F(BridgeTest, MovesAndShutsDownOnce) {
  static_assert(!std::is_copy_constructible<Bridge>::value, "");
  static_assert(std::is_nothrow_move_constructible<Bridge>::value, "");
  otlp::TestCollector collector;
  {
    Bridge first = Bridge::FromOptions(To(collector));
    Bridge second = std::move(first);
    StartOtel("one")->End();
    EXPECT_TRUE(second.ForceFlush(kMinute));
    EXPECT_EQ(collector.requests().size(), 1u);
    {
      Bridge third = Bridge::FromEnvironment();
      third = std::move(second);  // lets go of a handle, not of the bridge
      StartOtel("two")->End();
      EXPECT_TRUE(third.ForceFlush(kMinute));
      EXPECT_EQ(collector.requests().size(), 2u);
      StartOtel("three")->End();
    }
    EXPECT_EQ(collector.requests().size(), 3u);  // the last handle has gone
    // A moved-from handle is one of nothing.
    EXPECT_TRUE(first.ForceFlush(kMinute));  // NOLINT(bugprone-use-after-move): what is tested
    EXPECT_TRUE(second.Shutdown(kMinute));   // NOLINT(bugprone-use-after-move): what is tested
    EXPECT_THAT(first.Diagnostics(), HasSubstr("{"));
  }
}

class Names final : public opencensus::trace::exporter::SpanExporter::Handler {
 public:
  explicit Names(std::vector<std::string>* names) : names_(*names) {}
  void Export(const std::vector<opencensus::trace::exporter::SpanData>& spans) override {
    for (const auto& span : spans) names_.emplace_back(span.name());
  }

 private:
  std::vector<std::string>& names_;
};

// A program whose spans go to its own handlers, and nowhere else.
TEST_F(BridgeTest, OpenCensusHandlersReceiveWhateverTheExporter) {
  static auto& names = *new std::vector<std::string>;
  opencensus::trace::exporter::SpanExporter::RegisterHandler(std::make_unique<Names>(&names));
  for (const char* exporter : {"otlp_file", "none"}) {
    SCOPED_TRACE(exporter);
    names.clear();
    BridgedSpans bridge(Settings{{"OTEL_TRACES_EXPORTER", exporter}});
    TraceOnce();
    opencensus::trace::exporter::SpanExporterTestPeer::ExportForTesting();
    EXPECT_THAT(names, ElementsAre("opencensus", "otel", "opentracing"));
  }
}

// As those of an exporter: a short program need not wait for the handlers' next turn.
TEST_F(BridgeTest, FlushAndEndDeliverToOpenCensusHandlers) {
  static auto& names = *new std::vector<std::string>;
  opencensus::trace::exporter::SpanExporter::RegisterHandler(std::make_unique<Names>(&names));
  {
    auto bridge = Bridge::FromOptions(With({{"OTEL_TRACES_EXPORTER", "none"}}));
    TraceOnce();
    EXPECT_TRUE(bridge.ForceFlush(kMinute));
    EXPECT_THAT(names, ElementsAre("opencensus", "otel", "opentracing"));
    names.clear();
    TraceOnce();
  }
  EXPECT_THAT(names, ElementsAre("opencensus", "otel", "opentracing"));
}

class Flushing final : public opencensus::trace::exporter::SpanExporter::Handler {
 public:
  void Export(const std::vector<opencensus::trace::exporter::SpanData>&) override {
    if (bridge != nullptr) flushed = bridge->ForceFlush(std::chrono::hours(1));
  }

  static inline Bridge* bridge = nullptr;
  static inline bool flushed = true;
};

TEST_F(BridgeTest, AHandlerThatFlushesDoesNotWaitForItself) {
  opencensus::trace::exporter::SpanExporter::RegisterHandler(std::make_unique<Flushing>());
  auto bridge = Bridge::FromOptions(With({{"OTEL_TRACES_EXPORTER", "none"}}));
  Flushing::bridge = &bridge;
  TraceOnce();
  EXPECT_TRUE(bridge.ForceFlush(kMinute));
  Flushing::bridge = nullptr;
  EXPECT_FALSE(Flushing::flushed);
}

// "Debug Request" of Jaeger's clients: who set the header by hand looks for its text.
TEST_F(BridgeTest, AJaegerDebugIdIsFoundOnTheFirstSpan) {
  BridgedSpans bridge(Settings{{"OTEL_PROPAGATORS", "tracecontext,baggage,jaeger"},
                               {"OTEL_TRACES_SAMPLER", "parentbased_always_off"}});
  const auto tracer = opentracing::Tracer::Global();
  const auto extracted = tracer->Extract(test::HttpReader{{{"Jaeger-Debug-Id", "ticket-4711"}}});
  ASSERT_TRUE(extracted && *extracted != nullptr);
  const auto root = tracer->StartSpan("root", {opentracing::ChildOf(extracted->get())});
  tracer->StartSpan("child", {opentracing::ChildOf(&root->context())})->Finish();
  EXPECT_THAT(OpenTracingInjects(root->context()), ::testing::Not(HasSubstr("tracestate")));
  root->Finish();
  const auto spans = bridge.Exported();
  EXPECT_THAT(spans.at("root").attributes.dump(), HasSubstr("ticket-4711"));
  EXPECT_THAT(spans.at("child").attributes.dump(), ::testing::Not(HasSubstr("ticket-4711")));
}

// Of a neighbour that has not moved, and of one that has.
TEST_F(BridgeTest, ReadsStreamsOfJaegersClientAndItsOwn) {
  BridgedSpans bridge(Settings{});
  const auto tracer = opentracing::Tracer::Global();
  std::stringstream jaegers(
      test::FromHex("a64db377352ff94b36470e0e9d92cea3 d88acd423f5c9953 0000000000000000 01 01000000"
                    "04000000 75736572 02000000 3432") +
      "payload");
  const auto received = tracer->Extract(jaegers);
  ASSERT_TRUE(received) << received.error().message();
  std::string rest;
  jaegers >> rest;
  EXPECT_EQ(rest, "payload");
  const auto server = tracer->StartSpan("server", {opentracing::ChildOf(received->get())});

  std::stringstream ours;
  ASSERT_TRUE(tracer->Inject(server->context(), ours));
  const auto sent = tracer->Extract(ours);
  ASSERT_TRUE(sent) << sent.error().message();
  const auto callee = tracer->StartSpan("callee", {opentracing::ChildOf(sent->get())});
  EXPECT_EQ(callee->BaggageItem("user"), "42");
  callee->Finish();
  server->Finish();

  const auto spans = bridge.Exported();
  EXPECT_EQ(spans.at("server").trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(spans.at("server").parent_span_id, "53995c3f42cd8ad8");
  EXPECT_EQ(spans.at("callee").trace_id, spans.at("server").trace_id);
  EXPECT_EQ(spans.at("callee").parent_span_id, spans.at("server").span_id);
}

// A gateway that does not know Jaeger began the trace.
TEST_F(BridgeTest, AJaegerDebugIdBesideATraceparentIsFoundOnTheFirstSpan) {
  BridgedSpans bridge(Settings{{"OTEL_PROPAGATORS", "tracecontext,baggage,jaeger"}});
  const auto tracer = opentracing::Tracer::Global();
  const auto extracted = tracer->Extract(
      test::HttpReader{{{"Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
                        {"Tracestate", "congo=1"},
                        {"Jaeger-Debug-Id", "ticket-4711"}}});
  ASSERT_TRUE(extracted && *extracted != nullptr);
  const auto first = tracer->StartSpan("first", {opentracing::ChildOf(extracted->get())});
  tracer->StartSpan("child", {opentracing::ChildOf(&first->context())})->Finish();
  const std::string sent = OpenTracingInjects(first->context());
  EXPECT_THAT(sent, HasSubstr("4bf92f3577b34da6a3ce929d0e0e4736"));
  EXPECT_THAT(sent, HasSubstr("congo=1"));
  EXPECT_THAT(sent, ::testing::Not(HasSubstr("ticket-4711")));
  EXPECT_THAT(OpenTracingInjects(**extracted), ::testing::Not(HasSubstr("ticket-4711")));
  const auto unsampled = tracer->StartSpan(
      "unsampled",
      {opentracing::ChildOf(extracted->get()), opentracing::SetTag("sampling.priority", 0)});
  EXPECT_THAT(OpenTracingInjects(unsampled->context()), ::testing::Not(HasSubstr("ticket-4711")));
  first->Finish();
  const auto spans = bridge.Exported();
  EXPECT_THAT(spans.at("first").attributes.dump(), HasSubstr("ticket-4711"));
  EXPECT_THAT(spans.at("child").attributes.dump(), ::testing::Not(HasSubstr("ticket-4711")));
}

// OpenTelemetry counts both kinds as events, 128 by default.
TEST_F(BridgeTest, KeepsWhatOpenCensusKept) {
  const auto events = [](Settings settings) {
    BridgedSpans bridge(std::move(settings));
    const auto span = StartOpenCensus("opencensus");
    for (int i = 0; i < 32; ++i) span.AddAnnotation("annotation");
    for (std::uint32_t i = 0; i < 128; ++i) span.AddSentMessageEvent(i, 1, 1);
    span.End();
    return bridge.Exported().at("opencensus").events;
  };
  EXPECT_EQ(events({}), 160u);
  EXPECT_EQ(events({{"OTEL_SPAN_EVENT_COUNT_LIMIT", "7"}}), 7u);
}

// Ids are there for log lines and for the services that are called, who may export.
TEST_F(BridgeTest, WithoutAnExporterSpansHaveIds) {
  const BridgedSpans bridge(Settings{{"OTEL_TRACES_EXPORTER", "none"}});
  EXPECT_TRUE(StartOtel("otel")->GetContext().IsSampled());
  EXPECT_THAT(OpenTracingInjects(StartOpenTracing("opentracing")->context()),
              HasSubstr("traceparent: 00-"));
}

}  // namespace
}  // namespace tracebridge::bridge_test
