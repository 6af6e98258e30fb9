// A span that finishes while it is current stays current until its scope ends, and what starts meanwhile is its child,
// whichever API it is of. Only under the OpenTracing activation policy does finishing end the activation
// (opentracing_activation_test.cc).
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "opencensus/trace/context_util.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/three_apis.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::finished_while_current_test {
namespace {

bool NothingIsCurrent() {
  return !opentelemetry::trace::Tracer::GetCurrentSpan()->GetContext().IsValid() &&
         !opencensus::trace::GetCurrentSpan().context().IsValid();
}

class FinishedWhileCurrentTest : public testing::Test {
 protected:
  // A span of each API starts and finishes.
  void StartChildren() {
    apis_.StartOtel("otel")->End();
    apis_.StartOpenTracing("opentracing")->Finish();
    test::ThreeApis::StartOpenCensus("opencensus").End();
  }

  // As text: `otel: child`, `opencensus: root`.
  std::string Children() {
    const auto spans = apis_.Finished();
    const auto& parent = *spans.at("parent");
    std::string text;
    for (const char* name : {"otel", "opentracing", "opencensus"}) {
      const auto& span = *spans.at(name);
      const bool is_child =
          span.GetParentSpanId() == parent.GetSpanId() && span.GetTraceId() == parent.GetTraceId();
      const bool is_root =
          !span.GetParentSpanId().IsValid() && span.GetTraceId() != parent.GetTraceId();
      text += std::string(text.empty() ? "" : ", ") + name +
              (is_child  ? ": child"
               : is_root ? ": root"
                         : ": neither");
    }
    return text;
  }

  test::ThreeApis apis_;
};

TEST_F(FinishedWhileCurrentTest, AnOpenTelemetrySpanIsTheParentOfTheNext) {
  {
    const auto span = apis_.StartOtel("parent");
    const opentelemetry::trace::Scope scope(span);
    span->End();
    StartChildren();
  }
  EXPECT_EQ(Children(), "otel: child, opentracing: child, opencensus: child");
  EXPECT_TRUE(NothingIsCurrent());
}

TEST_F(FinishedWhileCurrentTest, AnOpenTracingSpanIsTheParentOfTheNext) {
  {
    auto span = apis_.StartOpenTracing("parent");
    const ActivateSpan scope(*span);
    span->Finish();
    span.reset();
    StartChildren();
  }
  EXPECT_EQ(Children(), "otel: child, opentracing: child, opencensus: child");
  EXPECT_TRUE(NothingIsCurrent());
}

// Under its own span a parentless OpenCensus start is a new trace, ended or not.
TEST_F(FinishedWhileCurrentTest, AnOpenCensusSpanIsTheParentOfTheNext) {
  {
    const auto span = test::ThreeApis::StartOpenCensus("parent");
    const opencensus::trace::WithSpan scope(span);
    span.End();
    StartChildren();
  }
  EXPECT_EQ(Children(), "otel: child, opentracing: child, opencensus: root");
  EXPECT_TRUE(NothingIsCurrent());
}

TEST_F(FinishedWhileCurrentTest, AnOpenCensusSpanThatIsNamedIsTheParentOfTheNext) {
  {
    const auto span = test::ThreeApis::StartOpenCensus("parent");
    const opencensus::trace::WithSpan scope(span);
    span.End();
    apis_.StartOtel("otel")->End();
    apis_.StartOpenTracing("opentracing")->Finish();
    opencensus::trace::Span::StartSpan("opencensus", &opencensus::trace::GetCurrentSpan()).End();
  }
  EXPECT_EQ(Children(), "otel: child, opentracing: child, opencensus: child");
}

TEST_F(FinishedWhileCurrentTest, AScopeThatEndsItsSpanLeavesNothingCurrent) {
  {
    const auto span = test::ThreeApis::StartOpenCensus("parent");
    const opencensus::trace::WithSpan scope(span, /*cond=*/true, /*end_span=*/true);
  }
  EXPECT_TRUE(NothingIsCurrent());
  StartChildren();
  EXPECT_EQ(Children(), "otel: root, opentracing: root, opencensus: root");
}

// Ended by another API, and through a handle of its own: one End counts, and the scope goes on.
TEST_F(FinishedWhileCurrentTest, MayBeEndedThroughAnotherApi) {
  {
    const auto span = test::ThreeApis::StartOpenCensus("parent");
    const opencensus::trace::WithSpan scope(span);
    opentelemetry::trace::Tracer::GetCurrentSpan()->End();
    span.End();
    apis_.StartOtel("otel")->End();
    apis_.StartOpenTracing("opentracing")->Finish();
    opencensus::trace::Span::StartSpan("opencensus", &span).End();
  }
  EXPECT_EQ(Children(), "otel: child, opentracing: child, opencensus: child");
}

}  // namespace
}  // namespace tracebridge::finished_while_current_test
