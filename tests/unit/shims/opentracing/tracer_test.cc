#include "shims/opentracing/tracer.h"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "shims/opentracing/binary_carrier.h"
#include "tests/support/shim_test.h"
#include "tests/unit/shims/opentracing/foreign_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentracing::ChildOf;
using opentracing::SetTag;
using tracebridge::test::AttributesText;
using tracebridge::test::Headers;
using tracebridge::test::HttpReader;
using tracebridge::test::HttpWriter;
using tracebridge::test::Text;
using tracebridge::test::TextMapReader;
using tracebridge::test::TextMapWriter;

constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-53995c3f42cd8ad8-01";

class TracerTest : public tracebridge::test::ShimTest {};

TEST_F(TracerTest, IsTheScopeOpentracingShim) {
  EXPECT_EQ(recording_->scope_name, "opentracing-shim");
  EXPECT_FALSE(recording_->scope_version.empty());
}

TEST_F(TracerTest, StartsASpanWithItsTagsAsStartAttributes) {
  tracer_->StartSpan("op", {SetTag("http.method", "GET"), SetTag("span.kind", "server"),
                            SetTag("error", true), SetTag("n", 7u)});
  EXPECT_EQ(recorded(0).name, "op");
  EXPECT_EQ(recorded(0).start_attributes, R"({http.method: "GET", n: 7})");
  EXPECT_EQ(recorded(0).kind, trace::SpanKind::kServer);
  EXPECT_EQ(recorded(0).status, trace::StatusCode::kError);
}

TEST_F(TracerTest, StartTimesGoThroughUnchanged) {
  tracer_->StartSpan("op",
                     {opentracing::StartTimestamp(
                         opentracing::SystemTime{std::chrono::nanoseconds{1700000000123456789}},
                         opentracing::SteadyTime{std::chrono::nanoseconds{987654321}})});
  EXPECT_EQ(recorded(0).start_system_ns, 1700000000123456789);
  EXPECT_EQ(recorded(0).start_steady_ns, 987654321);
}

TEST_F(TracerTest, WithoutStartTimesTheCoreReadsTheClock) {
  tracer_->StartSpan("op");
  EXPECT_EQ(recorded(0).start_system_ns, std::nullopt);
  EXPECT_EQ(recorded(0).start_steady_ns, std::nullopt);
}

// Ten seconds ago by one clock is ten seconds ago by the other, give or take the time between two
// readings.
TEST_F(TracerTest, OneStartTimeEstimatesTheOther) {
  using namespace std::chrono_literals;
  const auto ago = [](auto now, int64_t then) {
    return std::chrono::duration<double>(now.time_since_epoch() - std::chrono::nanoseconds(then));
  };
  opentracing::StartSpanOptions options;
  options.start_system_timestamp = opentracing::SystemClock::now() - 10s;
  tracer_->StartSpanWithOptions("system only", options);
  EXPECT_NEAR(ago(opentracing::SteadyClock::now(), *recorded(0).start_steady_ns).count(), 10, 5);

  options = {};
  options.start_steady_timestamp = opentracing::SteadyClock::now() - 10s;
  tracer_->StartSpanWithOptions("steady only", options);
  EXPECT_NEAR(ago(opentracing::SystemClock::now(), *recorded(1).start_system_ns).count(), 10, 5);
}

// As HAProxy starts a span and its child. Not all, for this thread may be stopped between two readings of the clocks.
TEST_F(TracerTest, SpansOfOneSteadyTimeStartTogether) {
  opentracing::StartSpanOptions options;
  int together = 0;
  for (int i = 0; i < 100; ++i) {
    options.start_steady_timestamp = opentracing::SteadyClock::now();
    tracer_->StartSpanWithOptions("parent", options);
    tracer_->StartSpanWithOptions("child", options);
    together += recorded(2 * i).start_system_ns == recorded(2 * i + 1).start_system_ns;
  }
  EXPECT_GT(together, 50);
}

TEST_F(TracerTest, AChildHasItsParentAndALink) {
  const auto parent = tracer_->StartSpan("parent");
  const auto child = tracer_->StartSpan("child", {ChildOf(&parent->context())});
  EXPECT_TRUE(recorded(1).parent == recorded(0).context);
  ASSERT_EQ(recorded(1).links.size(), 1u);
  EXPECT_TRUE(recorded(1).links[0].context == recorded(0).context);
  EXPECT_EQ(recorded(1).links[0].attributes, R"({opentracing.ref_type: "child_of"})");
}

TEST_F(TracerTest, AForeignContextIsAParentByItsIds) {
  const ForeignContext foreign{
      "4bf92f3577b34da6a3ce929d0e0e4736", "53995c3f42cd8ad8", {{"a", "1"}}};
  const auto child = tracer_->StartSpan("child", {ChildOf(&foreign)});
  EXPECT_EQ(Text(recorded(0).parent),
            "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote");
  EXPECT_EQ(child->BaggageItem("a"), "1");
}

TEST_F(TracerTest, PriorityZeroAtTheStartIsNotRecordedAndUnsampledOnTheWire) {
  const auto parent = tracer_->StartSpan("parent");
  const auto span =
      tracer_->StartSpan("op", {ChildOf(&parent->context()), SetTag("sampling.priority", 0)});
  EXPECT_EQ(recorded_count(), 1u);
  EXPECT_EQ(span->context().ToTraceID(), parent->context().ToTraceID());
  EXPECT_NE(span->context().ToSpanID(), parent->context().ToSpanID());
  EXPECT_EQ(Injected(span->context()), "traceparent: 00-" + span->context().ToTraceID() + "-" +
                                           span->context().ToSpanID() + "-00");
}

TEST_F(TracerTest, PriorityOneAtTheStartOverridesAnUnsampledParent) {
  const auto parent =
      Extracted({{"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-53995c3f42cd8ad8-00"}});
  tracer_->StartSpan("dropped", {ChildOf(parent.get())});
  EXPECT_EQ(recorded_count(), 0u);
  tracer_->StartSpan("kept", {ChildOf(parent.get()), SetTag("sampling.priority", 1)});
  ASSERT_EQ(recorded_count(), 1u);
  EXPECT_EQ(recorded(0).start_attributes, "{sampling.priority: 1}");
}

TEST_F(TracerTest, AnUnsampledSpanIsASpanAllTheSame) {
  recording_->sampled = false;
  const auto span = tracer_->StartSpan("op");
  span->SetTag("k", 1);
  span->SetBaggageItem("a", "1");
  EXPECT_EQ(recorded_count(), 0u);
  EXPECT_EQ(span->BaggageItem("a"), "1");
  EXPECT_NE(span->context().ToTraceID(), "");
}

TEST_F(TracerTest, InjectSendsTheSpansBaggageNotTheThreads) {
  const auto span = tracer_->StartSpan("op");
  span->SetBaggageItem("own", "b,c");
  const auto token = opentelemetry::context::RuntimeContext::Attach(
      WithBaggage(opentelemetry::context::Context{}, WithItem({}, "threads", "1")));
  EXPECT_EQ(Injected(span->context()), "traceparent: 00-" + span->context().ToTraceID() + "-" +
                                           span->context().ToSpanID() + "-01\nbaggage: own=b%2Cc");
}

TEST_F(TracerTest, InjectsBaggageWithoutAValidSpan) {
  const auto context = Extracted({{"baggage", "a=1"}});
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(Injected(*context), "baggage: a=1");
}

TEST_F(TracerTest, InjectsAForeignContextByItsIds) {
  EXPECT_EQ(Injected(ForeignContext{
                "4bf92f3577b34da6a3ce929d0e0e4736", "53995c3f42cd8ad8", {{"a", "1"}}}),
            std::string("traceparent: ") + kTraceparent + "\nbaggage: a=1");
}

TEST_F(TracerTest, RefusesToInjectAContextWithoutIds) {
  const HttpWriter writer;
  const auto result = tracer_->Inject(ForeignContext{"", ""}, writer);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), opentracing::invalid_span_context_error);
  EXPECT_TRUE(writer.headers.empty());
}

TEST_F(TracerTest, TracestateSurvivesExtractStartInject) {
  const auto parent = Extracted({{"Traceparent", kTraceparent}, {"tracestate", "foo=1,bar=2"}});
  const auto child = tracer_->StartSpan("child", {ChildOf(parent.get())});
  EXPECT_EQ(Injected(child->context()), "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-" +
                                            child->context().ToSpanID() +
                                            "-01\ntracestate: foo=1,bar=2");
}

struct ExtractCase {
  std::string name;
  Headers headers;
  std::string expected;
};

class ExtractTest : public TracerTest, public ::testing::WithParamInterface<ExtractCase> {
 protected:
  template <class Result>
  static std::string Describe(const Result& result) {
    if (!result) return "error: " + result.error().message();
    if (*result == nullptr) return "null";
    std::optional<trace::SpanContext> made;
    return Text(*ToOtel(**result, &made)) + " {" + Baggage(**result) + "}";
  }
};

TEST_P(ExtractTest, FromHttpHeaders) {
  EXPECT_EQ(Describe(tracer_->Extract(HttpReader{GetParam().headers})), GetParam().expected);
}

TEST_P(ExtractTest, FromTextMap) {
  EXPECT_EQ(Describe(tracer_->Extract(TextMapReader{GetParam().headers})), GetParam().expected);
}

const std::string kCorrupted = "error: " + opentracing::span_context_corrupted_error.message();

INSTANTIATE_TEST_SUITE_P(
    Carriers, ExtractTest,
    ::testing::Values(
        ExtractCase{"Empty", {}, "null"}, ExtractCase{"Unrelated", {{"host", "h"}}, "null"},
        ExtractCase{"Sampled",
                    {{"traceparent", kTraceparent}},
                    "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote {}"},
        ExtractCase{"AnyCaseAndBaggage",
                    {{"TraceParent", kTraceparent}, {"Baggage", "a=1,b=x%20y"}},
                    "4bf92f3577b34da6a3ce929d0e0e4736 53995c3f42cd8ad8 01 remote {a=1, b=x y}"},
        ExtractCase{"BaggageOnly", {{"baggage", "a=1"}}, "none {a=1}"},
        ExtractCase{"BaggageBesideACorruptedContext",
                    {{"traceparent", "00-zz"}, {"baggage", "a=1"}},
                    "none {a=1}"},
        ExtractCase{"Corrupted", {{"traceparent", "00-zz"}}, kCorrupted},
        ExtractCase{"CorruptedByZeros",
                    {{"traceparent", "00-00000000000000000000000000000000-53995c3f42cd8ad8-01"}},
                    kCorrupted},
        ExtractCase{"EmptyValue", {{"traceparent", ""}}, "null"},
        ExtractCase{"TracestateAlone", {{"tracestate", "a=1"}}, "null"},
        ExtractCase{"CorruptedBaggageAlone", {{"baggage", "==="}}, "null"}),
    [](const auto& info) { return info.param.name; });

struct Inverted final : opentracing::HTTPHeadersReader {
  explicit Inverted(Headers from) : reader(std::move(from)) {}
  opentracing::expected<opentracing::string_view> LookupKey(
      opentracing::string_view key) const override {
    for (const auto& header : reader.headers) {
      if (header.first != std::string(key)) return opentracing::string_view{"wrong"};
    }
    return opentracing::make_unexpected(opentracing::key_not_found_error);
  }
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view, opentracing::string_view)>
          f) const override {
    return reader.ForeachKey(f);
  }
  HttpReader reader;
};

TEST_F(TracerTest, AWrongLookupKeyLosesNothing) {
  const auto result = tracer_->Extract(Inverted{{{"traceparent", kTraceparent}}});
  ASSERT_TRUE(result);
  ASSERT_NE(*result, nullptr);
  EXPECT_EQ((*result)->ToSpanID(), "53995c3f42cd8ad8");
}

struct Custom final : opentracing::CustomCarrierReader, opentracing::CustomCarrierWriter {
  opentracing::expected<std::unique_ptr<opentracing::SpanContext>> Extract(
      const opentracing::Tracer& tracer) const override {
    return tracer.Extract(HttpReader{writer.headers});
  }
  opentracing::expected<void> Inject(const opentracing::Tracer& tracer,
                                     const opentracing::SpanContext& context) const override {
    return tracer.Inject(context, writer);
  }
  HttpWriter writer;
};

TEST_F(TracerTest, CustomCarriersDoTheirOwn) {
  const auto span = tracer_->StartSpan("op");
  const Custom carrier;
  const opentracing::CustomCarrierWriter& writer = carrier;
  const opentracing::CustomCarrierReader& reader = carrier;
  ASSERT_TRUE(tracer_->Inject(span->context(), writer));
  const auto extracted = tracer_->Extract(reader);
  ASSERT_TRUE(extracted);
  EXPECT_EQ((*extracted)->ToSpanID(), span->context().ToSpanID());
}

TEST_F(TracerTest, AStreamCarriesContextTracestateAndBaggage) {
  const auto context = Extracted(
      {{"traceparent", kTraceparent}, {"tracestate", "a=1,b=2"}, {"baggage", "user=S%20o"}});
  std::stringstream stream;
  ASSERT_TRUE(tracer_->Inject(*context, stream));
  stream << "payload";
  const auto extracted = tracer_->Extract(stream);
  ASSERT_TRUE(extracted) << extracted.error().message();
  EXPECT_EQ(Injected(**extracted), Injected(*context));
  EXPECT_EQ(Baggage(**extracted), "user=S o");
  std::string rest;
  stream >> rest;
  EXPECT_EQ(rest, "payload");
}

TEST_F(TracerTest, AStreamWithoutAContextIsNone) {
  std::stringstream empty;
  const auto nothing = tracer_->Extract(empty);
  ASSERT_TRUE(nothing);
  EXPECT_EQ(*nothing, nullptr);

  const ForeignContext without_ids{"", "", {}};
  std::stringstream stream;
  ASSERT_FALSE(tracer_->Inject(without_ids, stream));
  EXPECT_EQ(stream.str(), "");
}

TEST_F(TracerTest, AMalformedContextInAStreamIsCorrupted) {
  BinaryWriter headers;
  ASSERT_TRUE(headers.Set("traceparent", "00-zz"));
  std::stringstream malformed;
  ASSERT_TRUE(headers.WriteTo(malformed));
  std::stringstream others("of another tracer");
  std::stringstream cut("\x89TBR\x01");
  const auto before = Counted(Diagnostic::kHeaderMalformed);
  for (std::stringstream* stream : {&malformed, &others, &cut}) {
    EXPECT_EQ(tracer_->Extract(*stream).error(), opentracing::span_context_corrupted_error);
  }
#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp's propagator does not count the first
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before + 3);
#else
  EXPECT_EQ(Counted(Diagnostic::kHeaderMalformed), before + 2);
#endif
}

TEST_F(TracerTest, AsksWhoKnowsOtherTracersStreams) {
  OpenTelemetryObjects objects;
  objects.text_map = tracebridge::test::W3cPropagator();
  objects.other_binary.missing = [](opentelemetry::nostd::string_view bytes) {
    return bytes.size() < 7 ? 7 - bytes.size() : 0;
  };
  objects.other_binary.read = [](opentelemetry::nostd::string_view bytes, const auto& context) {
    if (bytes == "throw..") throw std::runtime_error("reader");
    return bytes == "an item" ? WithBaggage(context, WithItem({}, "from", "another")) : context;
  };
  const auto tracer = MakeOpenTracingTracer(objects);
  std::stringstream known("an item and more");
  const auto extracted = tracer->Extract(known);
  ASSERT_TRUE(extracted);
  EXPECT_EQ(Baggage(**extracted), "from=another");

  const auto before = Counted(Diagnostic::kCallbackThrew);
  for (const char* bytes : {"unknown", "throw.."}) {
    std::stringstream unknown(bytes);
    EXPECT_EQ(tracer->Extract(unknown).error(), opentracing::span_context_corrupted_error);
  }
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
}

TEST_F(TracerTest, AfterCloseASpanIsNotRecordedAndPropagatesItsParent) {
  const auto parent = Extracted({{"traceparent", kTraceparent}, {"baggage", "a=1"}});
  tracer_->Close();
  const auto span = tracer_->StartSpan("op", {ChildOf(parent.get())});
  ASSERT_NE(span, nullptr);
  span->SetTag("k", 1);
  EXPECT_EQ(recorded_count(), 0u);
  EXPECT_EQ(Injected(span->context()),
            std::string("traceparent: ") + kTraceparent + "\nbaggage: a=1");
  EXPECT_NE(tracer_->StartSpan("root"), nullptr);
}

TEST_F(TracerTest, CloseCallsTheHookAndSwallowsWhatItThrows) {
  int calls = 0;
  OpenTracingOptions options;
  options.on_close = [&] {
    ++calls;
    throw std::runtime_error("close");
  };
  Make(options);
  const auto before = Counted(Diagnostic::kCallbackThrew);
  tracer_->Close();
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
}

TEST_F(TracerTest, GoesOnAfterCloseWhenAsked) {
  int calls = 0;
  OpenTracingOptions options;
  options.on_close = [&] { ++calls; };
  options.records_after_close = true;
  Make(options);
  tracer_->Close();
  EXPECT_EQ(calls, 1);
  tracer_->StartSpan("op");
  EXPECT_EQ(recorded_count(), 1u);
}

TEST_F(TracerTest, InjectsAllKeysWhenAsked) {
  OpenTracingOptions options;
  options.inject_all_keys = true;
  Make(options);
  const auto span = tracer_->StartSpan("op", {SetTag("sampling.priority", 0)});
  EXPECT_EQ(Injected(span->context()), "traceparent: 00-" + span->context().ToTraceID() + "-" +
                                           span->context().ToSpanID() +
                                           "-00\ntracestate: \nbaggage: ");
}

TEST_F(TracerTest, ACarriersExceptionComesThrough) {
  struct Throws final : opentracing::HTTPHeadersWriter {
    opentracing::expected<void> Set(opentracing::string_view,
                                    opentracing::string_view) const override {
      throw std::runtime_error("writer");
    }
  };
  const auto span = tracer_->StartSpan("op");
  EXPECT_THROW(tracer_->Inject(span->context(), Throws{}), std::runtime_error);
}

TEST_F(TracerTest, SpansOutliveTheTracersPointer) {
  auto span = tracer_->StartSpan("op");
  const std::weak_ptr<opentracing::Tracer> weak = tracer_;
  tracer_.reset();
  const auto child = span->tracer().StartSpan("child", {ChildOf(&span->context())});
  EXPECT_TRUE(recorded(1).parent == recorded(0).context);
}

// Both globals are put back: other tests share the process.
class GlobalTest : public TracerTest {
 protected:
  using GlobalTextMapPropagator = opentelemetry::context::propagation::GlobalTextMapPropagator;

  ~GlobalTest() override {
    GlobalTextMapPropagator::SetGlobalPropagator(propagator_);
    trace::Provider::SetTracerProvider(provider_);
  }

  opentelemetry::nostd::shared_ptr<opentelemetry::context::propagation::TextMapPropagator>
      propagator_ = GlobalTextMapPropagator::GetGlobalPropagator();
  opentelemetry::nostd::shared_ptr<trace::TracerProvider> provider_ =
      trace::Provider::GetTracerProvider();
};

TEST_F(GlobalTest, TheDefaultIsTheGlobalProviderAndTheLatestGlobalPropagator) {
  trace::Provider::SetTracerProvider(opentelemetry::nostd::shared_ptr<trace::TracerProvider>(
      new tracebridge::test::RecordingProvider(recording_)));
  tracer_ = MakeOpenTracingTracer();
  const auto span = tracer_->StartSpan("op");
  EXPECT_EQ(recorded_count(), 1u);
  EXPECT_EQ(Injected(span->context()), "");
  GlobalTextMapPropagator::SetGlobalPropagator(tracebridge::test::W3cPropagator());
  EXPECT_NE(Injected(span->context()), "");
  EXPECT_NE(Extracted({{"traceparent", kTraceparent}}), nullptr);
}

TEST_F(GlobalTest, NothingConfigured_ASpanIsStillASpan) {
  tracer_ = MakeOpenTracingTracer();
  const auto span = tracer_->StartSpan("op");
  ASSERT_NE(span, nullptr);
  span->SetTag("k", 1);
  span->SetBaggageItem("a", "1");
  span->Finish();
  EXPECT_EQ(span->context().ToTraceID(), "");
  EXPECT_EQ(span->BaggageItem("a"), "1");
}

TEST_F(GlobalTest, ProviderSetToNull_ASpanIsStillASpan) {
  trace::Provider::SetTracerProvider(opentelemetry::nostd::shared_ptr<trace::TracerProvider>());
  EXPECT_NE(MakeOpenTracingTracer()->StartSpan("op"), nullptr);
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
