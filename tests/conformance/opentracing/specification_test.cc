// OpenTelemetry specification 1.60.0, compatibility/opentracing.md: one test per MUST or SHOULD, in the order of its
// headings, which the suites are named after. The comment above a test says the rule in our words.
//
// Where we depart: "Semantic convention mapping SHOULD NOT be performed" (span.kind, sampling.priority), "MUST close"
// and "only explicit propagation"; docs/RATIONALE.md, "Where does the OpenTracing shim depart from the specification?".
#include <gtest/gtest.h>
#include <opentracing/ext/tags.h>
#include <opentracing/tracer.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter_factory.h"
#include "opentelemetry/sdk/trace/sampler.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/scope.h"
#include "shims/activation/activation.h"
#include "tests/support/shim_test.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::conformance {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
using opentelemetry::context::propagation::TextMapCarrier;
using opentelemetry::context::propagation::TextMapPropagator;
using opentracing::ChildOf;
using opentracing::FollowsFrom;
using opentracing::SetTag;
using std::chrono::nanoseconds;
using tracebridge::test::AttributesText;
using tracebridge::test::HttpReader;
using tracebridge::test::HttpWriter;
using tracebridge::test::Text;
using tracebridge::test::TextMapReader;
using tracebridge::test::TextMapWriter;
using Propagator = opentelemetry::nostd::shared_ptr<TextMapPropagator>;

constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-53995c3f42cd8ad8-01";
constexpr opentracing::SystemTime kSystemTime{nanoseconds{1700000000123456789}};
constexpr opentracing::SteadyTime kSteadyTime{nanoseconds{987654321}};

Context WithBaggageItem(Context context, const char* key, const char* value) {
  const auto baggage = opentelemetry::baggage::Baggage::GetDefault()->Set(key, value);
  return opentelemetry::baggage::SetBaggage(context, baggage);
}

Propagator TraceContextOnly() { return Propagator(new trace::propagation::HttpTraceContext); }
Propagator BaggageOnly() {
  return Propagator(new opentelemetry::baggage::propagation::BaggagePropagator);
}

// Extracts an invalid SpanContext with the sampled flag from `debug-id`, as Jaeger's does.
class DebugIdPropagator final : public TextMapPropagator {
 public:
  Context Extract(const TextMapCarrier& carrier, Context& context) noexcept override {
    if (carrier.Get("debug-id").empty()) return context;
    return trace::SetSpan(context,
                          opentelemetry::nostd::shared_ptr<trace::Span>(new trace::DefaultSpan(
                              {trace::TraceId{}, trace::SpanId{},
                               trace::TraceFlags{trace::TraceFlags::kIsSampled}, true})));
  }
  void Inject(TextMapCarrier&, const Context&) noexcept override {}
  bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
      const noexcept override {
    return callback("debug-id");
  }
};

class Conformance : public tracebridge::test::ShimTest {
 protected:
  // Makes the tracer again, with these propagators; null: none is given.
  void MakeWith(Propagator text_map, Propagator http_headers) {
    OpenTelemetryObjects objects;
    objects.provider = opentelemetry::nostd::shared_ptr<trace::TracerProvider>(
        new tracebridge::test::RecordingProvider(recording_));
    objects.text_map = std::move(text_map);
    objects.http_headers = std::move(http_headers);
    tracer_ = MakeOpenTracingTracer(objects);
  }

  std::unique_ptr<opentracing::Span> StartWithBaggage(const char* key, const char* value) {
    auto span = tracer_->StartSpan("with baggage");
    span->SetBaggageItem(key, value);
    return span;
  }

  // `f{...}` are the names of the headers that Inject writes to a `Writer`.
  template <class Writer>
  std::string InjectedNames(const opentracing::SpanContext& context) const {
    const Writer writer;
    EXPECT_TRUE(tracer_->Inject(context, writer));
    std::string names;
    for (const auto& header : writer.headers) names.append(header.first).append(" ");
    return names;
  }

  // The trace id and the baggage that Extract finds in a `Reader` of both W3C headers.
  template <class Reader>
  std::string ExtractedFrom() const {
    const auto context =
        tracer_->Extract(Reader{{{"traceparent", kTraceparent}, {"baggage", "a=1"}}});
    if (!context) return "error: " + context.error().message();
    return *context == nullptr ? "nothing" : (*context)->ToTraceID() + " " + Baggage(**context);
  }
};

// Calls `use` on several threads at once; what races is seen under the thread sanitizer.
template <class Use>
void OnSeveralThreads(const Use& use) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&use, thread] {
      for (int i = 0; i < 100; ++i) use(thread * 100 + i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// ---- Abstract

class Abstract : public Conformance {};

// Nothing but the OpenTelemetry API may be relied on: here it is implemented by a recorder of calls, which shares no code
// with our SDK. (That no file of shims/opentracing includes one is checked by tests/conformance/layering, and that legacy
// code sees no OpenTelemetry type by usage_test.cc.)
TEST_F(Abstract, AnyImplementationOfTheApiServes) {
  tracer_->StartSpan("op")->Finish();
  EXPECT_EQ(recorded(0).name, "op");
  EXPECT_EQ(recorded(0).ends, 1);
}

// No semantic conventions are mapped, but for `error`.
TEST_F(Abstract, TagsKeepTheirNames) {
  namespace tags = opentracing::ext;
  tracer_->StartSpan("op", {SetTag(tags::component, "c"), SetTag(tags::database_statement, "s"),
                            SetTag(tags::http_method, "GET"), SetTag(tags::http_status_code, 404),
                            SetTag(tags::http_url, "u"), SetTag(tags::peer_service, "p")});
  EXPECT_EQ(recorded(0).start_attributes,
            R"({component: "c", db.statement: "s", http.method: "GET", http.status_code: 404, )"
            R"(http.url: "u", peer.service: "p"})");
}

// We depart: the kind and the sampling decision cannot be set once the span has started.
TEST_F(Abstract, DepartsForSpanKindAndSamplingPriority) {
  tracer_->StartSpan("kind", {SetTag("span.kind", "client")});
  EXPECT_EQ(recorded(0).kind, trace::SpanKind::kClient);
  EXPECT_EQ(recorded(0).start_attributes, "{}");
  tracer_->StartSpan("priority", {SetTag("sampling.priority", 0)});
  EXPECT_EQ(recorded_count(), 1u);
}

// ---- Create an OpenTracing Tracer Shim

class CreateATracerShim : public Conformance {};

// A TracerProvider must be accepted, and asked for the Tracer `opentracing-shim` of the shim's version.
TEST_F(CreateATracerShim, AsksTheGivenProviderForTheShimsTracer) {
  EXPECT_EQ(recording_->scope_name, "opentracing-shim");
  EXPECT_EQ(recording_->scope_version, TRACEBRIDGE_VERSION);
}

// A propagator must be accepted for each of the two formats.
TEST_F(CreateATracerShim, AcceptsAPropagatorForEachFormat) {
  MakeWith(TraceContextOnly(), BaggageOnly());
  const auto span = StartWithBaggage("a", "1");
  EXPECT_EQ(InjectedNames<TextMapWriter>(span->context()), "traceparent ");
  EXPECT_EQ(InjectedNames<HttpWriter>(span->context()), "baggage ");
}

// The result must be an OpenTracing Tracer.
TEST_F(CreateATracerShim, ReturnsATracer) {
  const std::shared_ptr<opentracing::Tracer> tracer = MakeOpenTracingTracer();
  ASSERT_NE(tracer, nullptr);
  EXPECT_NE(tracer->StartSpan("op"), nullptr);
}

// ---- Tracer Shim, Start a new Span

class StartANewSpan : public Conformance {};

// The first Child Of reference of the whole list is the parent.
TEST_F(StartANewSpan, TheFirstChildOfReferenceIsTheParent) {
  const auto a = tracer_->StartSpan("a");
  const auto b = tracer_->StartSpan("b");
  const auto c = tracer_->StartSpan("c");
  tracer_->StartSpan("op",
                     {FollowsFrom(&a->context()), ChildOf(&b->context()), ChildOf(&c->context())});
  EXPECT_TRUE(recorded(3).parent == recorded(1).context);
}

// Without any, the first reference is.
TEST_F(StartANewSpan, ElseTheFirstReferenceIsTheParent) {
  const auto a = tracer_->StartSpan("a");
  const auto b = tracer_->StartSpan("b");
  tracer_->StartSpan("op", {FollowsFrom(&a->context()), FollowsFrom(&b->context())});
  EXPECT_TRUE(recorded(2).parent == recorded(0).context);
}

// Every reference must be a link, with its type as `opentracing.ref_type`.
TEST_F(StartANewSpan, EveryReferenceIsALinkWithItsType) {
  const auto a = tracer_->StartSpan("a");
  const auto b = tracer_->StartSpan("b");
  tracer_->StartSpan("op", {FollowsFrom(&a->context()), ChildOf(&b->context())});
  const auto& links = recorded(2).links;
  ASSERT_EQ(links.size(), 2u);
  EXPECT_TRUE(links[0].context == recorded(0).context);
  EXPECT_EQ(links[0].attributes, R"({opentracing.ref_type: "follows_from"})");
  EXPECT_TRUE(links[1].context == recorded(1).context);
  EXPECT_EQ(links[1].attributes, R"({opentracing.ref_type: "child_of"})");
}

// The union of the references' baggage must be the initial baggage.
TEST_F(StartANewSpan, TheInitialBaggageIsTheUnionOfTheReferences) {
  const auto a = StartWithBaggage("a", "1");
  const auto b = StartWithBaggage("b", "2");
  const auto span = tracer_->StartSpan("op", {FollowsFrom(&a->context()), ChildOf(&b->context())});
  EXPECT_EQ(Baggage(span->context()), "a=1, b=2");
}

// Without references the current baggage must be.
TEST_F(StartANewSpan, WithoutReferencesTheInitialBaggageIsTheCurrentOne) {
  const auto token = RuntimeContext::Attach(WithBaggageItem(Context{}, "a", "1"));
  EXPECT_EQ(Baggage(tracer_->StartSpan("op")->context()), "a=1");
}

// Initial tags must be there when the OpenTelemetry span is created, so that a sampler sees them.
TEST_F(StartANewSpan, ASamplerSeesTheInitialTags) {
  namespace sdk = opentelemetry::sdk::trace;
  class TagSampler final : public sdk::Sampler {
   public:
    explicit TagSampler(std::string* seen) : seen_(seen) {}
    sdk::SamplingResult ShouldSample(const trace::SpanContext&, trace::TraceId,
                                     opentelemetry::nostd::string_view, trace::SpanKind,
                                     const opentelemetry::common::KeyValueIterable& attributes,
                                     const trace::SpanContextKeyValueIterable&) noexcept override {
      *seen_ = Text(attributes);
      return {sdk::Decision::DROP, nullptr, {}};
    }
    opentelemetry::nostd::string_view GetDescription() const noexcept override { return "tags"; }

   private:
    std::string* seen_;
  };
  std::string seen;
  OpenTelemetryObjects objects;
  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> memory;
  objects.provider = std::shared_ptr<trace::TracerProvider>(sdk::TracerProviderFactory::Create(
      sdk::SimpleSpanProcessorFactory::Create(
          opentelemetry::exporter::memory::InMemorySpanExporterFactory::Create(memory)),
      opentelemetry::sdk::resource::Resource::Create({}), std::make_unique<TagSampler>(&seen)));
  MakeOpenTracingTracer(objects)->StartSpan("op", {SetTag("tenant", "t1"), SetTag("n", 7)});
  EXPECT_EQ(seen, R"({tenant: "t1", n: 7})");
}

// An initial `error` tag must be handled as by Set Tag.
TEST_F(StartANewSpan, AnInitialErrorTagIsHandledAsBySetTag) {
  tracer_->StartSpan("true", {SetTag("error", true)});
  tracer_->StartSpan("false", {SetTag("error", false)});
  tracer_->StartSpan("no value", {SetTag("error", nullptr)});
  EXPECT_EQ(recorded(0).status, trace::StatusCode::kError);
  EXPECT_EQ(recorded(1).status, trace::StatusCode::kOk);
  EXPECT_EQ(recorded(2).status, trace::StatusCode::kUnset);
}

// An explicit start time must be converted to OpenTelemetry's unit.
TEST_F(StartANewSpan, AnExplicitStartTimeIsConverted) {
  tracer_->StartSpan("op", {opentracing::StartTimestamp(kSystemTime, kSteadyTime)});
  EXPECT_EQ(recorded(0).start_system_ns, 1700000000123456789);
  EXPECT_EQ(recorded(0).start_steady_ns, 987654321);
}

// The result must be an OpenTracing Span.
TEST_F(StartANewSpan, ReturnsASpan) {
  EXPECT_NE(tracer_->StartSpan("recorded"), nullptr);
  recording_->sampled = false;
  EXPECT_NE(tracer_->StartSpan("not recorded"), nullptr);
}

// ---- Tracer Shim, Inject

class Inject : public Conformance {
 protected:
  ~Inject() override { GlobalTextMapPropagator::SetGlobalPropagator(global_); }
  Propagator global_ = GlobalTextMapPropagator::GetGlobalPropagator();
};

// Each format must use the propagator given for it ...
TEST_F(Inject, UsesTheFormatsOwnPropagator) {
  GlobalTextMapPropagator::SetGlobalPropagator(BaggageOnly());
  MakeWith(TraceContextOnly(), TraceContextOnly());
  const auto span = StartWithBaggage("a", "1");
  EXPECT_EQ(InjectedNames<TextMapWriter>(span->context()), "traceparent ");
  EXPECT_EQ(InjectedNames<HttpWriter>(span->context()), "traceparent ");
}

// ... or else the global one, for both formats.
TEST_F(Inject, ElseUsesTheGlobalPropagator) {
  GlobalTextMapPropagator::SetGlobalPropagator(BaggageOnly());
  MakeWith({}, {});
  const auto span = StartWithBaggage("a", "1");
  EXPECT_EQ(InjectedNames<TextMapWriter>(span->context()), "baggage ");
  EXPECT_EQ(InjectedNames<HttpWriter>(span->context()), "baggage ");
}

// Baggage that is not empty must be injected even if the SpanContext is invalid.
TEST_F(Inject, BaggageIsInjectedAmidstNoValidSpanContext) {
  const auto context = Extracted({{"baggage", "a=1"}});
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->ToTraceID(), "");
  EXPECT_EQ(Injected(*context), "baggage: a=1");
}

// ---- Tracer Shim, Extract

class Extract : public Inject {};

TEST_F(Extract, UsesTheFormatsOwnPropagator) {
  GlobalTextMapPropagator::SetGlobalPropagator(tracebridge::test::W3cPropagator());
  MakeWith(TraceContextOnly(), BaggageOnly());
  EXPECT_EQ(ExtractedFrom<TextMapReader>(), "4bf92f3577b34da6a3ce929d0e0e4736 ");
  EXPECT_EQ(ExtractedFrom<HttpReader>(), " a=1");
}

TEST_F(Extract, ElseUsesTheGlobalPropagator) {
  GlobalTextMapPropagator::SetGlobalPropagator(BaggageOnly());
  MakeWith({}, {});
  EXPECT_EQ(ExtractedFrom<TextMapReader>(), " a=1");
  EXPECT_EQ(ExtractedFrom<HttpReader>(), " a=1");
}

// A valid SpanContext must be returned, with the values that were extracted ...
TEST_F(Extract, ReturnsAValidSpanContext) {
  EXPECT_EQ(ExtractedFrom<HttpReader>(), "4bf92f3577b34da6a3ce929d0e0e4736 a=1");
}

// ... an invalid one that is sampled too ...
TEST_F(Extract, ReturnsASampledSpanContextThoughInvalid) {
  MakeWith({}, Propagator(new DebugIdPropagator));
  const auto context = Extracted({{"debug-id", "d1"}});
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->ToTraceID(), "");
}

// ... and one that has baggage only.
TEST_F(Extract, ReturnsASpanContextThatHasBaggageOnly) {
  const auto context = Extracted({{"baggage", "a=1"}});
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(Baggage(*context), "a=1");
}

// Otherwise null must be returned; an error where there was a context that could not be read, as OpenTracing for C++ does.
TEST_F(Extract, ElseReturnsNull) {
  EXPECT_EQ(Extracted({}), nullptr);
  EXPECT_EQ(Extracted({{"host", "h"}}), nullptr);
  const auto corrupted = tracer_->Extract(HttpReader{{{"traceparent", "00-zz"}}});
  ASSERT_FALSE(corrupted);
  EXPECT_EQ(corrupted.error(), opentracing::span_context_corrupted_error);
}

// ---- Close

class Close : public Conformance {};

// We depart: what a close does, the maker of the tracer says. (The provider belongs to three APIs; Bridge flushes it.)
TEST_F(Close, CallsWhatTheMakerOfTheTracerGave) {
  int calls = 0;
  OpenTracingOptions options;
  options.on_close = [&calls] { ++calls; };
  Make(options);
  tracer_->Close();
  EXPECT_EQ(calls, 1);
}

// Errors and exceptions while closing must not get out.
TEST_F(Close, SwallowsWhatIsThrown) {
  OpenTracingOptions options;
  options.on_close = [] { throw std::runtime_error("close"); };
  Make(options);
  const auto before = Counted(Diagnostic::kCallbackThrew);
  tracer_->Close();
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
}

// ---- Span Shim and SpanContext Shim relationship

class SpanAndSpanContext : public Conformance {};

// A SpanContext must contain baggage, and must not change. In C++ a Span hands out a reference to its context for life, so
// a context that is kept is a clone, and that one does not change.
TEST_F(SpanAndSpanContext, AKeptSpanContextContainsItsBaggageAndDoesNotChange) {
  const auto span = StartWithBaggage("a", "1");
  const auto kept = span->context().Clone();
  span->SetBaggageItem("a", "2");
  span->SetBaggageItem("b", "3");
  EXPECT_EQ(Baggage(*kept), "a=1");
}

// A Span must contain a SpanContext, and updating its baggage must show in it.
TEST_F(SpanAndSpanContext, UpdatingTheBaggageShowsInTheSpansContext) {
  const auto span = StartWithBaggage("a", "1");
  span->SetBaggageItem("b", "2");
  EXPECT_EQ(Baggage(span->context()), "a=1, b=2");
}

// Operations on the baggage must be safe to call concurrently.
TEST_F(SpanAndSpanContext, BaggageMayBeUsedConcurrently) {
  const auto span = tracer_->StartSpan("op");
  OnSeveralThreads([&](int n) {
    span->SetBaggageItem("k" + std::to_string(n % 8), std::to_string(n));
    span->BaggageItem("k0");
    Baggage(span->context());
    Baggage(*span->context().Clone());
  });
  for (int key = 0; key < 8; ++key) EXPECT_NE(span->BaggageItem("k" + std::to_string(key)), "");
}

// ---- Span Shim

class SpanShim : public Conformance {};

// Logs must be events, tags must be attributes of the OpenTelemetry span.
TEST_F(SpanShim, LogsAreEventsAndTagsAreAttributes) {
  const auto span = tracer_->StartSpan("op");
  span->Log({{"event", "miss"}});
  span->SetTag("k", "v");
  ASSERT_EQ(recorded(0).events.size(), 1u);
  EXPECT_EQ(Text(recorded(0).events[0]), R"(miss {event: "miss"})");
  EXPECT_EQ(AttributesText(recorded(0)), R"({k: "v"})");
}

class GetContext : public Conformance {};

TEST_F(GetContext, ReturnsTheContextOfTheSpanOnAnyThread) {
  const auto span = tracer_->StartSpan("op");
  const std::string id = span->context().ToSpanID();
  OnSeveralThreads([&](int) { EXPECT_EQ(span->context().ToSpanID(), id); });
}

class GetBaggageItem : public Conformance {};

// The value of the key; "or null", which in OpenTracing for C++ is the empty string.
TEST_F(GetBaggageItem, ReturnsTheValueOrTheEmptyString) {
  const auto span = StartWithBaggage("a", "1");
  EXPECT_EQ(span->BaggageItem("a"), "1");
  EXPECT_EQ(span->BaggageItem("b"), "");
}

TEST_F(GetBaggageItem, MayBeCalledConcurrently) {
  const auto span = StartWithBaggage("a", "1");
  OnSeveralThreads([&](int) { EXPECT_EQ(span->BaggageItem("a"), "1"); });
}

class SetBaggageItem : public Conformance {};

TEST_F(SetBaggageItem, MakesNewBaggageWithTheItem) {
  const auto span = StartWithBaggage("a", "1");
  span->SetBaggageItem("a", "2");
  EXPECT_EQ(Baggage(span->context()), "a=2");
}

TEST_F(SetBaggageItem, MayBeCalledConcurrentlyAndLosesNoItem) {
  const auto span = tracer_->StartSpan("op");
  OnSeveralThreads([&](int n) { span->SetBaggageItem("k" + std::to_string(n % 40), "v"); });
  for (int key = 0; key < 40; ++key) EXPECT_EQ(span->BaggageItem("k" + std::to_string(key)), "v");
}

class SetTagOf : public Conformance {
 protected:
  std::unique_ptr<opentracing::Span> span_ = tracer_->StartSpan("op");
};

TEST_F(SetTagOf, KeyAndValue_IsAnAttribute) {
  span_->SetTag("text", "t");
  span_->SetTag("flag", true);
  span_->SetTag("number", 7);
  span_->SetTag("fraction", 0.5);
  EXPECT_EQ(AttributesText(recorded(0)), R"({flag: true, fraction: 0.5, number: 7, text: "t"})");
}

// `error` must be mapped to the status: true to Error, ...
TEST_F(SetTagOf, ErrorTrue_IsError) {
  span_->SetTag("error", true);
  span_->Finish();
  EXPECT_EQ(recorded(0).status, trace::StatusCode::kError);
}

// ... false to Ok, ...
TEST_F(SetTagOf, ErrorFalse_IsOk) {
  span_->SetTag("error", false);
  span_->Finish();
  EXPECT_EQ(recorded(0).status, trace::StatusCode::kOk);
}

// ... no value to Unset.
TEST_F(SetTagOf, ErrorWithoutAValue_IsUnset) {
  span_->SetTag("error", true);
  span_->SetTag("error", nullptr);
  span_->Finish();
  EXPECT_EQ(recorded(0).status, trace::StatusCode::kUnset);
}

// A value of a type that OpenTelemetry lacks must become text.
TEST_F(SetTagOf, AnUnsupportedType_IsText) {
  span_->SetTag("list", opentracing::Values{1, "a"});
  span_->SetTag("map", opentracing::Dictionary{{"k", true}});
  span_->SetTag("null", nullptr);
  span_->SetTag("huge", UINT64_MAX);
  EXPECT_EQ(AttributesText(recorded(0)),
            R"({huge: "18446744073709551615", list: "[1,"a"]", map: "{"k":true}", null: "null"})");
}

class Log : public SetTagOf {
 protected:
  std::string Event(size_t n = 0) const { return Text(recorded(0).events.at(n)); }
};

TEST_F(Log, IsOneEventWithItsFields) {
  span_->Log({{"event", "retry"}, {"attempt", 2}});
  EXPECT_EQ(recorded(0).events.size(), 1u);
  EXPECT_EQ(Event(), R"(retry {event: "retry", attempt: 2})");
}

// The event's name must be the value of `event`, or else `log`.
TEST_F(Log, WithoutAnEvent_IsNamedLog) {
  span_->Log({{"attempt", 2}});
  EXPECT_EQ(Event(), "log {attempt: 2}");
}

// `event=error` must be mapped to an exception, and error.kind, message and stack to its attributes.
TEST_F(Log, OfAnError_IsAnException) {
  span_->Log({{"event", "error"},
              {"error.kind", "EIO"},
              {"message", "no disk"},
              {"stack", "f+1"},
              {"attempt", 2}});
  EXPECT_EQ(Event(),
            R"(exception {event: "error", exception.type: "EIO", exception.message: "no disk", )"
            R"(exception.stacktrace: "f+1", attempt: 2})");
}

// A C++ value cannot be an error object, so that there is nothing to call RecordException with.
TEST_F(Log, OfAnErrorWithAnErrorObject_IsAnExceptionWithThatField) {
  span_->Log({{"event", "error"}, {"error.object", "EIO"}});
  EXPECT_EQ(Event(), R"(exception {event: "error", error.object: "EIO"})");
}

// An explicit time must be converted to OpenTelemetry's unit.
TEST_F(Log, AnExplicitTimeIsConverted) {
  span_->Log(kSystemTime, {{"event", "retry"}});
  EXPECT_EQ(recorded(0).events.at(0).time_ns, 1700000000123456789);
}

class Finish : public SetTagOf {};

TEST_F(Finish, EndsTheOpenTelemetrySpanOnce) {
  span_->Finish();
  span_->Finish();
  EXPECT_EQ(recorded(0).ends, 1);
}

// An explicit time must be converted to OpenTelemetry's unit.
TEST_F(Finish, AnExplicitTimeIsConverted) {
  span_->Finish({opentracing::FinishTimestamp(kSteadyTime)});
  EXPECT_EQ(recorded(0).end_steady_ns, 987654321);
}

// ---- SpanContext Shim

class SpanContextShim : public Conformance {};

// It must contain the SpanContext and the Baggage, and must not change.
TEST_F(SpanContextShim, AnExtractedOneContainsBothAndDoesNotChange) {
  const auto context = Extracted({{"traceparent", kTraceparent}, {"baggage", "a=1"}});
  const auto child = tracer_->StartSpan("child", {ChildOf(context.get())});
  child->SetBaggageItem("a", "2");
  EXPECT_EQ(Injected(*context), std::string("traceparent: ") + kTraceparent + "\nbaggage: a=1");
}

TEST_F(SpanContextShim, GetBaggageItems_IsForeachBaggageItem) {
  const auto context = Extracted({{"baggage", "a=1,b=x%20y"}});
  EXPECT_EQ(Baggage(*context), "a=1, b=x y");
}

// ---- ScopeManager Shim: OpenTracing for C++ has none. What takes its place is tracebridge::ActivateSpan, and the active
// span is what OpenTelemetry says it is.

class ActivateASpan : public Conformance {
 protected:
  static trace::SpanContext Current() {
    return trace::GetSpanContext(RuntimeContext::GetCurrent());
  }
  static std::string CurrentItem(const char* key) {
    std::string value;
    opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent())->GetValue(key, value);
    return value;
  }
};

TEST_F(ActivateASpan, ASpanAndItsBaggageBecomeCurrentAndWhatWasIsRestored) {
  const auto span = StartWithBaggage("a", "1");
  {
    const ActivateSpan scope{*span};
    EXPECT_TRUE(Current() == recorded(0).context);
    EXPECT_EQ(CurrentItem("a"), "1");
  }
  EXPECT_FALSE(Current().IsValid());
  EXPECT_EQ(CurrentItem("a"), "");
}

// Null must make an invalid span current, so that there is neither an active span nor baggage.
TEST_F(ActivateASpan, NullMakesNeitherSpanNorBaggageCurrent) {
  const auto span = StartWithBaggage("a", "1");
  const ActivateSpan outer{*span};
  const ActivateSpan scope{nullptr};
  EXPECT_FALSE(Current().IsValid());
  EXPECT_EQ(CurrentItem("a"), "");
}

TEST_F(ActivateASpan, AnUnsampledSpanCanBeActivated) {
  recording_->sampled = false;
  const auto span = tracer_->StartSpan("op");
  const ActivateSpan scope{*span};
  EXPECT_TRUE(Current().IsValid());
  EXPECT_FALSE(Current().IsSampled());
}

// ---- In-process propagation exceptions

class ImplicitAndExplicit : public Conformance {
 protected:
  ~ImplicitAndExplicit() override {
    activation::SetImplicitParent(activation::ImplicitParent::kForeign);
  }
  const opentelemetry::nostd::shared_ptr<trace::Span> current_{new trace::DefaultSpan(
      {trace::TraceId{std::array<uint8_t, 16>{1}}, trace::SpanId{std::array<uint8_t, 8>{1}},
       trace::TraceFlags{1}, false})};
};

// Where OpenTracing has no implicit propagation, as in C++, the shim must propagate explicitly only ...
TEST_F(ImplicitAndExplicit, NeverIsExplicitPropagationOnly) {
  activation::SetImplicitParent(activation::ImplicitParent::kNever);
  const trace::Scope scope{current_};
  tracer_->StartSpan("op");
  EXPECT_FALSE(recorded(0).parent.IsValid());
}

// ... and may integrate with OpenTelemetry's by an explicit setting. We depart in its default, which is integration:
// without it code of three APIs does not form one trace.
TEST_F(ImplicitAndExplicit, ByDefaultASpanOfAnotherApiIsTheParent) {
  const trace::Scope scope{current_};
  tracer_->StartSpan("op");
  EXPECT_TRUE(recorded(0).parent == current_->GetContext());
}

}  // namespace
}  // namespace tracebridge::conformance
