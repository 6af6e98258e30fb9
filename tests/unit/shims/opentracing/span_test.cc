#include "shims/opentracing/span.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/scope.h"
#include "shims/opentracing/extension.h"
#include "tests/support/shim_test.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentracing::ChildOf;
using tracebridge::test::AttributesText;

class SpanTest : public tracebridge::test::ShimTest {
 protected:
  std::string CurrentItem(const char* key) {
    return Item(opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent()), key);
  }

  std::unique_ptr<opentracing::Span> span_ = tracer_->StartSpan("op");
};

TEST_F(SpanTest, SetTagSetsAnAttributeAndOverwritesIt) {
  span_->SetTag("k", 1);
  span_->SetTag("k", "two");
  span_->SetTag("span.kind", "server");  // too late for the kind
  EXPECT_EQ(AttributesText(recorded(0)), R"({k: "two", span.kind: "server"})");
}

TEST_F(SpanTest, SetOperationNameRenames) {
  span_->SetOperationName("renamed");
  EXPECT_EQ(recorded(0).name, "renamed");
}

TEST_F(SpanTest, EveryLogOverloadAddsAnEvent) {
  const opentracing::SystemTime time{std::chrono::nanoseconds{1700000000123456789}};
  const std::vector<LogField> fields{{"event", "vector"}};
  span_->Log({{"event", "list"}});
  span_->Log(time, {{"event", "timed list"}});
  span_->Log(time, fields);
  ASSERT_EQ(recorded(0).events.size(), 3u);
  EXPECT_EQ(Text(recorded(0).events[0]), R"(list {event: "list"})");
  EXPECT_EQ(recorded(0).events[0].time_ns, std::nullopt);
  EXPECT_EQ(recorded(0).events[1].time_ns, 1700000000123456789);
  EXPECT_EQ(Text(recorded(0).events[2]), R"(vector {event: "vector"})");
  EXPECT_EQ(recorded(0).events[2].time_ns, 1700000000123456789);
}

TEST_F(SpanTest, FinishEndsAtTheTimeTheHeaderRead) {
  const auto before = opentracing::SteadyClock::now().time_since_epoch().count();
  span_->Finish();
  const auto after = opentracing::SteadyClock::now().time_since_epoch().count();
  ASSERT_TRUE(recorded(0).end_steady_ns);
  EXPECT_GE(*recorded(0).end_steady_ns, before);
  EXPECT_LE(*recorded(0).end_steady_ns, after);
}

TEST_F(SpanTest, FinishTakesAnExplicitTime) {
  const opentracing::SteadyTime time{std::chrono::nanoseconds{1234567}};
  span_->Finish({opentracing::FinishTimestamp(time)});
  EXPECT_EQ(recorded(0).end_steady_ns, 1234567);
}

TEST_F(SpanTest, FinishWithoutATimeEndsNow) {
  span_->FinishWithOptions({});
  EXPECT_EQ(recorded(0).end_steady_ns, std::nullopt);
  EXPECT_EQ(recorded(0).ends, 1);
}

TEST_F(SpanTest, FinishKeepsLogRecords) {
  opentracing::FinishSpanOptions options;
  options.log_records.push_back({opentracing::SystemTime{std::chrono::nanoseconds{1}},
                                 {{"event", "error"}, {"message", "m"}}});
  options.log_records.push_back({{}, {{"k", 1}}});
  span_->FinishWithOptions(options);
  ASSERT_EQ(recorded(0).events.size(), 2u);
  EXPECT_EQ(Text(recorded(0).events[0]), R"(exception {event: "error", exception.message: "m"})");
  EXPECT_EQ(recorded(0).events[0].time_ns, 1);
  EXPECT_EQ(Text(recorded(0).events[1]), "log {k: 1}");
}

TEST_F(SpanTest, FinishCountsOnce) {
  span_->Finish();
  span_->Finish();
  span_.reset();
  EXPECT_EQ(recorded(0).ends, 1);
}

TEST_F(SpanTest, TheDestructorFinishes) {
  span_.reset();
  EXPECT_EQ(recorded(0).ends, 1);
}

TEST_F(SpanTest, AfterFinishNothingIsRecordedAndTheContextGoesOn) {
  span_->SetBaggageItem("a", "1");
  const std::string trace_id = span_->context().ToTraceID();
  span_->Finish();
  span_->SetTag("k", 1);
  span_->SetTag("error", true);
  span_->SetOperationName("renamed");
  span_->Log({{"event", "late"}});
  EXPECT_EQ(AttributesText(recorded(0)), "{}");
  EXPECT_EQ(recorded(0).name, "op");
  EXPECT_EQ(recorded(0).status, trace::StatusCode::kUnset);
  EXPECT_TRUE(recorded(0).events.empty());

  span_->SetBaggageItem("b", "2");
  EXPECT_EQ(span_->BaggageItem("a"), "1");
  EXPECT_EQ(span_->BaggageItem("b"), "2");
  EXPECT_EQ(span_->context().ToTraceID(), trace_id);
  EXPECT_EQ(&span_->tracer(), tracer_.get());
}

struct StatusCase {
  std::string name;
  std::vector<opentracing::Value> error_tags;
  trace::StatusCode status;
  std::string attributes;
};

class ErrorTagTest : public SpanTest, public ::testing::WithParamInterface<StatusCase> {};

TEST_P(ErrorTagTest, BecomesTheStatus) {
  for (const opentracing::Value& value : GetParam().error_tags) span_->SetTag("error", value);
  span_->Finish();
  EXPECT_EQ(recorded(0).status, GetParam().status);
  EXPECT_EQ(AttributesText(recorded(0)), GetParam().attributes);
}

// A tag may be overwritten, while a status of Ok may not: the last value counts all the same.
INSTANTIATE_TEST_SUITE_P(
    Values, ErrorTagTest,
    ::testing::Values(
        StatusCase{"True", {true}, trace::StatusCode::kError, "{}"},
        StatusCase{"False", {false}, trace::StatusCode::kOk, "{}"},
        StatusCase{"Null", {nullptr}, trace::StatusCode::kUnset, "{}"},
        StatusCase{"FalseThenTrue", {false, true}, trace::StatusCode::kError, "{}"},
        StatusCase{"TrueThenFalse", {true, false}, trace::StatusCode::kOk, "{}"},
        StatusCase{"Other", {"timeout"}, trace::StatusCode::kUnset, R"({error: "timeout"})"},
        StatusCase{"TrueThenOther", {true, 0}, trace::StatusCode::kError, "{error: 0}"}),
    [](const auto& info) { return info.param.name; });

TEST_F(SpanTest, BaggageItemsAreKeptOverwrittenAndEmptyWhenAbsent) {
  span_->SetBaggageItem("k", "a b, c");
  span_->SetBaggageItem("k2", "v");
  span_->SetBaggageItem("k", "2");
  span_->SetBaggageItem("", "no key");
  EXPECT_EQ(span_->BaggageItem("k"), "2");
  EXPECT_EQ(span_->BaggageItem("other"), "");
  EXPECT_EQ(Baggage(span_->context()), "k=2, k2=v");
}

TEST_F(SpanTest, BaggageReachesChildrenStartedLaterOnly) {
  const auto early = tracer_->StartSpan("early", {ChildOf(&span_->context())});
  span_->SetBaggageItem("k", "v");
  const auto late = tracer_->StartSpan("late", {ChildOf(&span_->context())});
  late->SetBaggageItem("own", "w");
  EXPECT_EQ(early->BaggageItem("k"), "");
  EXPECT_EQ(late->BaggageItem("k"), "v");
  EXPECT_EQ(span_->BaggageItem("own"), "");
}

TEST_F(SpanTest, BaggageShowsAtOnceInsideItsActivation) {
  const ActivateSpan scope{*span_};
  span_->SetBaggageItem("k", "1");
  EXPECT_EQ(CurrentItem("k"), "1");
  span_->SetBaggageItem("k", "2");
  EXPECT_EQ(CurrentItem("k"), "2");
}

TEST_F(SpanTest, BaggageIsGoneWithTheActivation) {
  {
    const ActivateSpan scope{*span_};
    span_->SetBaggageItem("k", "1");
  }
  EXPECT_EQ(CurrentItem("k"), "");
}

TEST_F(SpanTest, BaggageShowsInTheNextActivationElsewhere) {
  span_->SetBaggageItem("k", "1");
  EXPECT_EQ(CurrentItem("k"), "");
  const ActivateSpan scope{*span_};
  EXPECT_EQ(CurrentItem("k"), "1");
}

TEST_F(SpanTest, ContextsCapturedEarlierKeepTheirBaggage) {
  const ActivateSpan scope{*span_};
  span_->SetBaggageItem("k", "1");
  const Context captured = RuntimeContext::GetCurrent();
  span_->SetBaggageItem("k", "2");
  EXPECT_EQ(Item(opentelemetry::baggage::GetBaggage(captured), "k"), "1");
}

TEST_F(SpanTest, BaggageShowsAtOnceAlsoInAScopeThatHasMissedAnItem) {
  span_->SetBaggageItem("a", "1");
  const ActivateSpan scope{*span_};
  std::thread{[&] { span_->SetBaggageItem("b", "2"); }}.join();
  EXPECT_EQ(CurrentItem("b"), "");
  span_->SetBaggageItem("c", "3");
  EXPECT_EQ(CurrentItem("a") + CurrentItem("b") + CurrentItem("c"), "123");
}

#ifndef OPENTELEMETRY_STL_VERSION  // where the core does not tell which sets are still in use, the latest 16 are known
TEST_F(SpanTest, BaggageOfAScopeThatHasMissedManyItemsStaysAsItIs) {
  span_->SetBaggageItem("a", "first");
  const ActivateSpan scope{*span_};
  std::thread{[&] {
    for (int i = 0; i < 17; ++i) span_->SetBaggageItem("a", std::to_string(i));
  }}.join();
  span_->SetBaggageItem("a", "last");
  EXPECT_EQ(CurrentItem("a"), "first");
}
#endif

TEST_F(SpanTest, BaggageOfAnOuterSpanDoesNotShowInsideAnotherSpansScope) {
  const auto inner = tracer_->StartSpan("inner", {ChildOf(&span_->context())});
  const ActivateSpan outer_scope{*span_};
  const ActivateSpan inner_scope{*inner};
  span_->SetBaggageItem("k", "1");
  EXPECT_EQ(CurrentItem("k"), "");
}

TEST_F(SpanTest, ExplicitOpenTelemetryBaggageOverridesInsideItsScope) {
  const ActivateSpan scope{*span_};
  span_->SetBaggageItem("k", "1");
  const auto token = RuntimeContext::Attach(
      WithBaggage(RuntimeContext::GetCurrent(), WithItem({}, "k", "explicit")));
  span_->SetBaggageItem("k", "2");
  EXPECT_EQ(CurrentItem("k"), "explicit");
  EXPECT_EQ(span_->BaggageItem("k"), "2");
}

#ifdef OPENTELEMETRY_STL_VERSION  // opentelemetry-cpp's own shared_ptr has no weak one to look with
TEST_F(SpanTest, ALoopOfItemsDoesNotGrowTheCurrentContext) {
  const ActivateSpan scope{*span_};
  span_->SetBaggageItem("k", "first");
  const Context first = RuntimeContext::GetCurrent();
  std::weak_ptr<opentelemetry::baggage::Baggage> early =
      opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent());
  for (int i = 0; i < 3; ++i) span_->SetBaggageItem("k", std::to_string(i));
  EXPECT_FALSE(early.expired());  // `first` holds it
  std::weak_ptr<opentelemetry::baggage::Baggage> middle =
      opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent());
  span_->SetBaggageItem("k", "last");
  EXPECT_TRUE(middle.expired());
}
#endif

// A tracer that records nothing returns one span for many starts, and the current span for a child of it.
class NoopSpanTest : public SpanTest {
 protected:
  NoopSpanTest() { Make(OpenTracingActivation::kOff); }

  void Make(OpenTracingActivation activation) {
    OpenTelemetryObjects objects;
    objects.provider =
        opentelemetry::nostd::shared_ptr<trace::TracerProvider>(new trace::NoopTracerProvider);
    OpenTracingOptions options;
    options.activation = activation;
    tracer_ = MakeOpenTracingTracer(objects, options);
  }
};

TEST_F(NoopSpanTest, BaggageOfAChildDoesNotShowInTheScopeOfItsOpenTelemetryParent) {
  const uint8_t id[16] = {1};
  const trace::SpanContext remote{
      trace::TraceId{id}, trace::SpanId{opentelemetry::nostd::span<const uint8_t, 8>{id, 8}},
      trace::TraceFlags{1}, true};
  const trace::Scope scope{SpanPointer(new trace::DefaultSpan(remote))};
  const auto child = tracer_->StartSpan("child");
  child->SetBaggageItem("k", "1");
  EXPECT_EQ(CurrentItem("k"), "");
  EXPECT_EQ(tracer_->StartSpan("sibling")->BaggageItem("k"), "");
  const ActivateSpan child_scope{*child};
  EXPECT_EQ(CurrentItem("k"), "1");
  child->SetBaggageItem("k", "2");
  EXPECT_EQ(CurrentItem("k"), "2");
}

TEST_F(NoopSpanTest, BaggageOfARootAndOfItsChildShowsInTheirOwnScopesOnly) {
  const auto root = tracer_->StartSpan("root");
  const ActivateSpan root_scope{*root};
  const auto child = tracer_->StartSpan("child");
  child->SetBaggageItem("child", "1");
  EXPECT_EQ(CurrentItem("child"), "");
  root->SetBaggageItem("root", "1");
  EXPECT_EQ(CurrentItem("root"), "1");

  const auto another = tracer_->StartSpan("another");
  const ActivateSpan inner_scope{*another};
  root->SetBaggageItem("root", "2");
  EXPECT_EQ(CurrentItem("root"), "1");
}

TEST_F(NoopSpanTest, BaggageOfARootDoesNotShowInTheOneThatThePolicyActivatedInside) {
  Make(OpenTracingActivation::kThread);
  const auto outer = tracer_->StartSpan("outer");
  const auto inner = tracer_->StartSpan("inner");
  outer->SetBaggageItem("k", "1");
  EXPECT_EQ(CurrentItem("k"), "");
  inner->Finish();
  outer->Finish();
}

class SamplingPriorityTest : public SpanTest {
 protected:
  ~SamplingPriorityTest() override { SetStopRecording(nullptr); }
};

const trace::Span* stopped = nullptr;

TEST_F(SamplingPriorityTest, ZeroStopsRecordingAndClearsTheFlagInLaterInjects) {
  SetStopRecording(+[](trace::Span& span) noexcept { stopped = &span; });
  const auto& context = static_cast<const SpanContextShim&>(span_->context());
  EXPECT_EQ(Injected(context).back(), '1');
  span_->SetTag("sampling.priority", 0);
  span_->SetTag("k", 1);
  EXPECT_EQ(stopped, context.span().get());
  EXPECT_EQ(Injected(context).back(), '0');
  EXPECT_EQ(AttributesText(recorded(0)), "{}");
  const auto child = tracer_->StartSpan("child", {ChildOf(&context)});
  EXPECT_EQ(recorded_count(), 1u) << "the child of an unsampled span is not recorded";
}

TEST_F(SamplingPriorityTest, ZeroTwiceStopsOnce) {
  static int calls;
  calls = 0;
  SetStopRecording(+[](trace::Span&) noexcept { ++calls; });
  span_->SetTag("sampling.priority", 0);
  span_->SetTag("sampling.priority", 0u);
  EXPECT_EQ(calls, 1);
}

TEST_F(SamplingPriorityTest, WithoutTheHookTheFlagIsClearedAllTheSame) {
  span_->SetTag("sampling.priority", 0);
  EXPECT_EQ(Injected(span_->context()).back(), '0');
}

TEST_F(SamplingPriorityTest, OneOnARecordedSpanIsAnAttribute) {
  const auto before = Counted(Diagnostic::kSamplingPriorityTooLate);
  span_->SetTag("sampling.priority", 1);
  EXPECT_EQ(AttributesText(recorded(0)), "{sampling.priority: 1}");
  EXPECT_EQ(Counted(Diagnostic::kSamplingPriorityTooLate), before);
}

TEST_F(SamplingPriorityTest, OneCannotResurrectAndIsCounted) {
  const auto before = Counted(Diagnostic::kSamplingPriorityTooLate);
  span_->SetTag("sampling.priority", 0);
  span_->SetTag("sampling.priority", 1);
  EXPECT_EQ(Injected(span_->context()).back(), '0');
  EXPECT_EQ(Counted(Diagnostic::kSamplingPriorityTooLate), before + 1);
}

TEST_F(SpanTest, AnItemShowsInItsActivationWhateverAnotherThreadSets) {
  const ActivateSpan scope{*span_};
  constexpr int kItems = 3000;  // of each thread, at least
  std::atomic<int> others{0};
  std::atomic<bool> has_ended{false};
  std::thread other([&] {
    for (; !has_ended; ++others) span_->SetBaggageItem("other", std::to_string(others));
  });
  int unseen = 0;
  for (int i = 0; i < kItems || others < kItems; ++i) {
    span_->SetBaggageItem("own", std::to_string(i));
    if (CurrentItem("own") != std::to_string(i)) ++unseen;
  }
  has_ended = true;
  other.join();
  EXPECT_EQ(unseen, 0);
}

TEST_F(SpanTest, IsSafeToUseFromSeveralThreads) {
  const auto use = [&] {
    for (int i = 0; i < 200; ++i) {
      span_->SetTag("k", i);
      span_->Log({{"event", "e"}});
      span_->SetBaggageItem("b", std::to_string(i));
      span_->BaggageItem("b");
      span_->SetTag("error", i % 2 == 0);
      Injected(span_->context());
      const auto child = tracer_->StartSpan("child", {ChildOf(&span_->context())});
      if (i == 100) span_->Finish();
    }
  };
  std::thread other(use);
  use();
  other.join();
  EXPECT_EQ(recorded(0).ends, 1);
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
