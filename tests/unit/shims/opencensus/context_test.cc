// Contexts, scopes, and the current span.
#include "opencensus/context/context.h"

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/context/with_context.h"
#include "opencensus/tags/context_util.h"
#include "opencensus/tags/with_tag_map.h"
#include "opencensus/trace/context_util.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/unit/shims/opencensus/opencensus_test.h"
#include "tracebridge/diagnostics.h"

namespace opencensus {
namespace context {

// As tests in the wild define it.
class ContextTestPeer {
 public:
  static const opencensus::trace::SpanContext& CurrentCtx() {
    return Context::InternalMutableCurrent()->span_.context();
  }
};

}  // namespace context
}  // namespace opencensus

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::context::Context;
using opencensus::context::ContextTestPeer;
using opencensus::context::WithContext;
using opencensus::tags::GetCurrentTagMap;
using opencensus::tags::TagKey;
using opencensus::tags::TagMap;
using opencensus::tags::WithTagMap;
using opencensus::trace::GetCurrentSpan;
using opencensus::trace::GetSpanFromContext;
using opencensus::trace::Span;
using opencensus::trace::SpanContext;
using opencensus::trace::WithSpan;
using opentelemetry::context::RuntimeContext;

class ContextTest : public OpenCensusTest {
 protected:
  ~ContextTest() override { EXPECT_EQ(Current(), SpanContext()) << "a scope is left"; }

  static SpanContext Current() { return GetCurrentSpan().context(); }
  Span Start(const char* name) { return Span::StartSpan(name, nullptr, {&always_}); }
};

TEST_F(ContextTest, IsEmptyAtFirst) {
  EXPECT_EQ(Current(), SpanContext());
  EXPECT_FALSE(GetCurrentSpan().IsRecording());
  EXPECT_FALSE(GetCurrentSpan().IsSampled());
  EXPECT_TRUE(GetCurrentTagMap().tags().empty());
  EXPECT_EQ(ContextTestPeer::CurrentCtx(), SpanContext());
}

TEST_F(ContextTest, ShowsTheSpanOfTheInnermostScope) {
  const Span outer = Start("outer");
  const Span inner = Start("inner");
  {
    WithSpan with_outer(outer);
    EXPECT_EQ(Current(), outer.context());
    {
      WithSpan with_inner(inner);
      EXPECT_EQ(Current(), inner.context());
      EXPECT_EQ(ContextTestPeer::CurrentCtx(), inner.context());
    }
    EXPECT_EQ(Current(), outer.context());
  }
}

TEST_F(ContextTest, ShowsAnUnsampledSpanToo) {
  const Span span = Span::StartSpan("op", nullptr, {&never_});
  WithSpan with_span(span);
  EXPECT_EQ(Current(), span.context());
  EXPECT_FALSE(GetCurrentSpan().IsRecording());
}

TEST_F(ContextTest, IsHiddenByABlankSpan) {
  const Span span = Start("op");
  WithSpan with_span(span);
  {
    WithSpan with_nothing(Span::BlankSpan());
    EXPECT_EQ(Current(), SpanContext());
  }
  EXPECT_EQ(Current(), span.context());
}

TEST_F(ContextTest, StaysAsItIsWhenTheConditionIsFalse) {
  const Span span = Start("op");
  WithSpan with_span(span, false);
  WithSpan with_span_to_end(span, /*cond=*/false, /*end_span=*/true);
  WithContext with_context(Context::Current(), false);
  WithTagMap with_tags(TagMap({{TagKey::Register("k"), "v"}}), false);
  EXPECT_EQ(Current(), SpanContext());
  EXPECT_TRUE(GetCurrentTagMap().tags().empty());
}

TEST_F(ContextTest, EndsTheSpanWithTheScopeWhenAskedTo) {
  { WithSpan with_span(Start("kept open"), /*cond=*/true, /*end_span=*/false); }
  EXPECT_EQ(Ended(), "");
  { WithSpan with_span(Start("ended"), /*cond=*/true, /*end_span=*/true); }
  EXPECT_EQ(Ended(), "ended\n");
  { WithSpan with_span(Start("not a scope"), /*cond=*/false, /*end_span=*/true); }
  EXPECT_EQ(Ended(), "");
}

TEST_F(ContextTest, ChangesWhatTheReferenceToTheCurrentSpanShows) {
  const Span outer = Start("outer");
  const Span inner = Start("inner");
  WithSpan with_outer(outer);
  const Span& current = GetCurrentSpan();
  {
    WithSpan with_inner(inner);
    EXPECT_EQ(current.context(), inner.context());
    current.AddAnnotation("to inner");
  }
  EXPECT_EQ(current.context(), outer.context());
  current.AddAnnotation("to outer");
  inner.End();
  outer.End();
  EXPECT_EQ(Ended(), "inner; to inner {}\nouter; to outer {}\n");
}

TEST_F(ContextTest, GivesACopyOfTheCurrentSpanThatStays) {
  const Span span = Start("op");
  Span copy = Span::BlankSpan();
  {
    WithSpan with_span(span);
    copy = GetCurrentSpan();
  }
  EXPECT_EQ(copy.context(), span.context());
  EXPECT_TRUE(copy.IsRecording());
  copy.AddAttribute("k", 1);
  copy.End();
  EXPECT_EQ(Ended(), "op {k: 1}\n");
}

TEST_F(ContextTest, LetsTheCurrentSpanBeEnded) {
  const Span span = Start("op");
  WithSpan with_span(span);
  GetCurrentSpan().SetStatus(opencensus::trace::StatusCode::OK);
  GetCurrentSpan().End();
  EXPECT_EQ(Ended(), "op ok\n");
}

TEST_F(ContextTest, ShowsASpanThatOpenTelemetryMadeCurrentButDoesNotOwnIt) {
  const Span root = Start("root");
  const int alive = test::TestDefaultProvider::Get().spans_alive();
  {
    WithSpan with_root(root);
    auto span = test::TestDefaultProvider::Get().Provider()->GetTracer("app")->StartSpan("otel");
    EXPECT_EQ(test::TestDefaultProvider::Get().spans_alive(), alive + 1);
    const opentelemetry::trace::Scope scope(span);
    EXPECT_TRUE(GetCurrentSpan().IsRecording());
    EXPECT_EQ(Current().trace_id(), root.context().trace_id());
    GetCurrentSpan().AddAttribute("k", "v");
    span->End();
  }
  EXPECT_EQ(test::TestDefaultProvider::Get().spans_alive(), alive)
      << "its end may be what ends the span";
  EXPECT_EQ(Ended(), "otel {k: \"v\"}\n");
}

TEST_F(ContextTest, IsWhatOpenTelemetryCodeSees) {
  const Span span = Start("op");
  WithSpan with_span(span);
  const auto current = opentelemetry::trace::GetSpan(RuntimeContext::GetCurrent());
  EXPECT_EQ(opencensus::trace::TraceId(current->GetContext().trace_id().Id().data()),
            span.context().trace_id());
  current->SetAttribute("k", 1);
  span.End();
  EXPECT_EQ(Ended(), "op {k: 1}\n");
}

#ifdef OPENTELEMETRY_STL_VERSION  // with opentelemetry-cpp's own shared_ptr it shows the context only (README)
TEST_F(ContextTest, ShowsAReferenceHandedToAnotherThreadTheSpanOfItsOwn) {
  const Span span = Start("op");
  WithSpan with_span(span);
  const Span& current = GetCurrentSpan();
  std::thread([&] {
    EXPECT_EQ(current.context(), span.context());
    EXPECT_TRUE(current.IsRecording());
    current.AddAnnotation("from there");
    const Span child = Span::StartSpan("child", &current);
    EXPECT_EQ(child.context().trace_id(), span.context().trace_id());
    EXPECT_EQ(Current(), SpanContext()) << "not current there";
    child.End();
  }).join();
  span.End();
  EXPECT_EQ(Ended(), "child\nop; from there {}\n");
}
#endif

TEST_F(ContextTest, CopiesKeepSpanAndTags) {
  const Span span = Start("op");
  const TagKey key = TagKey::Register("k");
  std::unique_ptr<Context> kept;
  {
    WithTagMap with_tags(TagMap({{key, "v"}}));
    WithSpan with_span(span);
    kept = std::make_unique<Context>(Context::Current());
  }
  EXPECT_EQ(GetSpanFromContext(*kept).context(), span.context());
  EXPECT_EQ(opencensus::tags::GetTagMapFromContext(*kept), TagMap({{key, "v"}}));
  Context copy = *kept;
  const Context moved = std::move(copy);
  EXPECT_EQ(GetSpanFromContext(moved).context(), span.context());
  EXPECT_EQ(moved.DebugString().substr(moved.DebugString().find(" span=")),
            " span=" + span.context().ToString() + ", tags={\"k\": \"v\"}");
}

TEST_F(ContextTest, BecomesCurrentAgainOnAnyThread) {
  const Span span = Start("op");
  const TagKey key = TagKey::Register("k");
  std::unique_ptr<Context> kept;
  {
    WithTagMap with_tags(TagMap({{key, "v"}}));
    WithSpan with_span(span);
    kept = std::make_unique<Context>(Context::Current());
  }
  std::thread([&] {
    {
      WithContext with_context(*kept);
      EXPECT_EQ(Current(), span.context());
      EXPECT_EQ(GetCurrentTagMap(), TagMap({{key, "v"}}));
      EXPECT_FALSE(Span::StartSpan("root, as ever").context().trace_id() ==
                   span.context().trace_id());
    }
    WithContext with_moved(std::move(*kept));
    EXPECT_EQ(Current(), span.context());
  }).join();
}

TEST_F(ContextTest, WrapsAFunctionThatMayBeCopiedAndCalledTwice) {
  const Span span = Start("op");
  std::vector<SpanContext> seen;
  std::function<void()> wrapped;
  {
    WithSpan with_span(span);
    wrapped = Context::Current().Wrap([&] { seen.push_back(Current()); });
  }
  const std::function<void()> copy = wrapped;
  std::thread(wrapped).join();
  copy();
  EXPECT_EQ(seen, (std::vector<SpanContext>{span.context(), span.context()}));
  EXPECT_EQ(Current(), SpanContext());
}

TEST_F(ContextTest, CarriesOpenTelemetryBaggageAlong) {
  auto baggage = opentelemetry::baggage::Baggage::GetDefault()->Set("user", "7");
  opentelemetry::context::Context base;
  std::function<void()> wrapped;
  std::string there;
  {
    const auto token = RuntimeContext::Attach(opentelemetry::baggage::SetBaggage(base, baggage));
    wrapped = Context::Current().Wrap([&] {
      const auto current = RuntimeContext::GetCurrent();
      opentelemetry::baggage::GetBaggage(current)->GetValue("user", there);
    });
  }
  wrapped();
  EXPECT_EQ(there, "7");
}

TEST_F(ContextTest, KeepsTheTagsUnderANewSpanAndTheSpanUnderNewTags) {
  const Span span = Start("op");
  const TagKey key = TagKey::Register("k");
  WithTagMap with_tags(TagMap({{key, "v"}}));
  WithSpan with_span(span);
  EXPECT_EQ(GetCurrentTagMap(), TagMap({{key, "v"}}));
  {
    const TagMap other({{key, "w"}});
    WithTagMap with_other(other);
    EXPECT_EQ(Current(), span.context());
    EXPECT_EQ(GetCurrentTagMap(), other);
  }
  EXPECT_EQ(GetCurrentTagMap(), TagMap({{key, "v"}}));
}

TEST_F(ContextTest, SurvivesScopesThatEndOutOfOrder) {
  const Span first = Start("first");
  const Span second = Start("second");
  auto with_first = std::make_unique<WithSpan>(first);
  auto with_second = std::make_unique<WithSpan>(second);
  const auto before = Counted(Diagnostic::kScopeOutOfOrder);
  with_first.reset();
  EXPECT_EQ(Current(), second.context());
  with_second.reset();
  EXPECT_EQ(Current(), SpanContext());
  EXPECT_EQ(Counted(Diagnostic::kScopeOutOfOrder), before + 1);
}

TEST_F(ContextTest, SurvivesAScopeThatEndsOnAnotherThread) {
  const Span span = Start("op");
  auto with_span = std::make_unique<WithSpan>(span);
  std::thread([&] {
    with_span.reset();
    EXPECT_EQ(Current(), SpanContext());
  }).join();
  EXPECT_EQ(Current(), SpanContext());
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp's storage is gone by then
TEST_F(ContextTest, IsOfUseUntilItsThreadIsGone) {
  struct AtThreadEnd {
    ~AtThreadEnd() {
      opencensus::trace::AlwaysSampler sampler;
      const Span span = Span::StartSpan("late", nullptr, {&sampler});
      WithSpan with_span(span);
      EXPECT_EQ(GetCurrentSpan().context(), span.context());
      const Context copy = Context::Current();
      EXPECT_EQ(GetSpanFromContext(copy).context(), span.context());
      span.End();
    }
    void Touch() {}
  };
  std::thread([] {
    thread_local AtThreadEnd before_the_shim;  // so it is destroyed after the shim's own
    before_the_shim.Touch();
    EXPECT_EQ(GetCurrentSpan().context(), SpanContext());
  }).join();
  EXPECT_EQ(Ended(), "late\n");
}
#endif

}  // namespace
}  // namespace tracebridge::opencensus_shim
