// The opt-in policy for synchronous OpenTracing code: starting a span makes it current on its thread until it finishes,
// so that OpenTelemetry and OpenCensus code below joins the trace with no change to the legacy source.
#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "opencensus/trace/context_util.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "shims/activation/activation.h"
#include "tests/support/job_thread.h"
#include "tests/support/three_apis.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_activation_test {
namespace {

using opentracing::ChildOf;
using Spans = test::ThreeApis::Spans;

OpenTracingOptions PerThread() {
  OpenTracingOptions options;
  options.activation = OpenTracingActivation::kThread;
  return options;
}

bool IsCurrent(const opentracing::Span& span) {
  return opencensus::trace::GetCurrentSpan().context().span_id().ToHex() ==
         span.context().ToSpanID();
}

bool NothingIsCurrent() {
  return !opentelemetry::trace::Tracer::GetCurrentSpan()->GetContext().IsValid() &&
         !opencensus::trace::GetCurrentSpan().context().IsValid();
}

// The name of the span that `name` is the child of; "" for a root.
std::string ParentOf(const Spans& spans, const std::string& name) {
  const auto parent_id = spans.at(name)->GetParentSpanId();
  if (!parent_id.IsValid()) return "";
  for (const auto& [other, span] : spans) {
    if (span->GetSpanId() == parent_id) return other;
  }
  return "a span that has not finished";
}

class OpenTracingActivationTest : public testing::Test {
 protected:
  ~OpenTracingActivationTest() override {
    activation::SetImplicitParent(activation::ImplicitParent::kForeign);
    EXPECT_TRUE(NothingIsCurrent());
  }

  std::unique_ptr<opentracing::Span> Start(const std::string& name) {
    return apis_.StartOpenTracing(name);
  }
  std::unique_ptr<opentracing::Span> StartChild(const std::string& name,
                                                const opentracing::Span& parent) {
    return apis_.opentracing().StartSpan(name, {ChildOf(&parent.context())});
  }

  test::ThreeApis apis_{PerThread()};
};

TEST(OpenTracingActivationOffTest, IsTheDefault) {
  test::ThreeApis apis;
  const auto span = apis.StartOpenTracing("legacy");
  EXPECT_TRUE(NothingIsCurrent());
  apis.StartOtel("below")->End();
  EXPECT_EQ(ParentOf(apis.Finished(), "below"), "");
}

TEST_F(OpenTracingActivationTest, MakesASpanCurrentUntilItFinishes) {
  const auto span = Start("legacy");
  EXPECT_TRUE(IsCurrent(*span));
  span->Finish();
  EXPECT_TRUE(NothingIsCurrent());
}

TEST_F(OpenTracingActivationTest, LetsCodeOfTheOtherApisBelowJoin) {
  {
    const auto request = Start("request");
    apis_.StartOtel("otel")->End();
    test::ThreeApis::StartOpenCensus("opencensus").End();
    const auto child = StartChild("child", *request);  // as legacy code does: with its parent
    apis_.StartOtel("otel below the child")->End();
    child->Finish();
    apis_.StartOtel("otel after the child")->End();
    request->Finish();
  }
  const auto spans = apis_.Finished();
  EXPECT_EQ(ParentOf(spans, "request"), "");
  EXPECT_EQ(ParentOf(spans, "otel"), "request");
  EXPECT_EQ(ParentOf(spans, "opencensus"), "request");
  EXPECT_EQ(ParentOf(spans, "child"), "request");
  EXPECT_EQ(ParentOf(spans, "otel below the child"), "child");
  EXPECT_EQ(ParentOf(spans, "otel after the child"), "request");
  for (const auto& [name, span] : spans) {
    EXPECT_EQ(span->GetTraceId(), spans.at("request")->GetTraceId()) << name;
  }
}

TEST_F(OpenTracingActivationTest, NestsWithTheScopesOfTheOtherApis) {
  {
    const auto request = Start("request");
    const auto otel = apis_.StartOtel("otel");
    const opentelemetry::trace::Scope otel_scope(otel);
    const auto legacy = Start("legacy");  // under an OpenTelemetry span: its child
    const auto opencensus = test::ThreeApis::StartOpenCensus("opencensus");
    const opencensus::trace::WithSpan opencensus_scope(opencensus);
    const auto innermost = Start("innermost");
    innermost->Finish();
    opencensus.End();
    legacy->Finish();
    otel->End();
    request->Finish();
  }
  const auto spans = apis_.Finished();
  EXPECT_EQ(ParentOf(spans, "otel"), "request");
  EXPECT_EQ(ParentOf(spans, "legacy"), "otel");
  EXPECT_EQ(ParentOf(spans, "opencensus"), "legacy");
  EXPECT_EQ(ParentOf(spans, "innermost"), "opencensus");
}

TEST_F(OpenTracingActivationTest, StartsANewTraceWithoutAReferenceAsTheOriginalDid) {
  const auto request = Start("request");
  Start("another")->Finish();
  request->Finish();
  const auto spans = apis_.Finished();
  EXPECT_EQ(ParentOf(spans, "another"), "");
  EXPECT_NE(spans.at("another")->GetTraceId(), spans.at("request")->GetTraceId());
}

TEST_F(OpenTracingActivationTest, StartsAChildWithoutAReferenceWhenImplicitParentIsAlways) {
  activation::SetImplicitParent(activation::ImplicitParent::kAlways);
  const auto request = Start("request");
  Start("another")->Finish();
  request->Finish();
  EXPECT_EQ(ParentOf(apis_.Finished(), "another"), "request");
}

// An explicit scope says that the program wants it so.
TEST_F(OpenTracingActivationTest, StartsAChildWithoutAReferenceInsideAnExplicitScope) {
  const auto request = Start("request");
  {
    const ActivateSpan scope(*request);
    Start("another")->Finish();
  }
  request->Finish();
  EXPECT_EQ(ParentOf(apis_.Finished(), "another"), "request");
}

TEST_F(OpenTracingActivationTest, LeavesTheInnermostOpenSpanCurrentWhenSpansFinishOutOfOrder) {
  const auto before = Counted(Diagnostic::kScopeOutOfOrder);
  const auto a = Start("a");
  const auto b = StartChild("b", *a);
  const auto c = StartChild("c", *b);
  b->Finish();
  EXPECT_TRUE(IsCurrent(*c));
  a->Finish();
  EXPECT_TRUE(IsCurrent(*c));
  apis_.StartOtel("below")->End();
  c->Finish();
  EXPECT_TRUE(NothingIsCurrent());
  EXPECT_EQ(ParentOf(apis_.Finished(), "below"), "c");
  EXPECT_EQ(Counted(Diagnostic::kScopeOutOfOrder) - before, 2u);
}

TEST_F(OpenTracingActivationTest, EndsAnywhereTheSpanFinishes) {
  const auto before = Counted(Diagnostic::kScopeOnOtherThread);
  const auto outer = Start("outer");
  const auto inner = Start("inner");
  std::thread([&] {
    EXPECT_TRUE(NothingIsCurrent());
    inner->Finish();
    EXPECT_TRUE(NothingIsCurrent());
  }).join();
  EXPECT_TRUE(IsCurrent(*outer));
  outer->Finish();
  EXPECT_EQ(Counted(Diagnostic::kScopeOnOtherThread) - before, 1u);
}

TEST_F(OpenTracingActivationTest, EndsOnceHoweverOftenTheSpanFinishes) {
  const auto before = Counted(Diagnostic::kScopeEndedTwice);
  const auto outer = Start("outer");
  const auto inner = Start("inner");
  inner->Finish();
  inner->Finish();
  EXPECT_TRUE(IsCurrent(*outer));
  outer->Finish();
  EXPECT_EQ(Counted(Diagnostic::kScopeEndedTwice) - before, 0u);
}

TEST_F(OpenTracingActivationTest, EndsWithASpanThatIsDestroyedUnfinished) {
  const auto outer = Start("outer");
  Start("inner").reset();
  EXPECT_TRUE(IsCurrent(*outer));
  std::thread([span = Start("handed over").release()] { delete span; }).join();
  EXPECT_TRUE(IsCurrent(*outer));
  outer->Finish();
  const auto spans = apis_.Finished();
  EXPECT_EQ(spans.count("inner"), 1u);  // OpenTracing's destructor finishes
}

// Asynchronous code starts on one thread and finishes on another: what the policy is not for, and yet nothing sticks.
TEST_F(OpenTracingActivationTest, LeavesNothingOnAPoolsThread) {
  test::JobThread starts;
  test::JobThread finishes;
  for (int request = 0; request < 50; ++request) {
    std::unique_ptr<opentracing::Span> span;
    starts.Run([&] {
      EXPECT_TRUE(NothingIsCurrent());
      span = Start("request");
      EXPECT_TRUE(IsCurrent(*span));
    });
    finishes.Run([&] {
      span->Finish();
      span.reset();
    });
  }
  starts.Run([&] { EXPECT_TRUE(NothingIsCurrent()); });
}

TEST_F(OpenTracingActivationTest, IsOfEachThreadItsOwn) {
  const auto here = Start("here");
  std::thread([&] {
    EXPECT_TRUE(NothingIsCurrent());
    const auto there = Start("there");
    EXPECT_TRUE(IsCurrent(*there));
    there->Finish();
  }).join();
  EXPECT_TRUE(IsCurrent(*here));
  here->Finish();
}

}  // namespace
}  // namespace tracebridge::opentracing_activation_test
