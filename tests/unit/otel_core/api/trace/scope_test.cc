#include "opentelemetry/trace/scope.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "tracebridge/diagnostics.h"

namespace opentelemetry::trace {
namespace {

nostd::shared_ptr<Span> SpanWithId(uint8_t id) {
  const uint8_t trace_id[16] = {1};
  const uint8_t span_id[8] = {id};
  return nostd::shared_ptr<Span>(
      new DefaultSpan(SpanContext(TraceId(trace_id), SpanId(span_id), TraceFlags(1), false)));
}

// The first byte of the current span's id, by the slow and the fast way.
int Current() {
  const auto span = GetSpan(context::RuntimeContext::GetCurrent());
  const int slow = span->GetContext().span_id().Id()[0];
  const Span* raw = internal::CurrentSpan();
  EXPECT_EQ(raw == nullptr ? 0 : raw->GetContext().span_id().Id()[0], slow);
  return slow;
}

TEST(ScopeTest, MakesItsSpanCurrentAndRestores) {
  EXPECT_EQ(Current(), 0);
  {
    const Scope outer(SpanWithId(1));
    EXPECT_EQ(Current(), 1);
    {
      const Scope inner(SpanWithId(2));
      EXPECT_EQ(Current(), 2);
    }
    EXPECT_EQ(Current(), 1);
  }
  EXPECT_EQ(Current(), 0);
}

TEST(ScopeTest, KeepsWhatElseTheContextHolds) {
  const auto token = context::RuntimeContext::Attach(context::Context("k", true));
  const Scope scope(SpanWithId(1));
  EXPECT_TRUE(context::RuntimeContext::GetCurrent().HasKey("k"));
}

TEST(ScopeTest, ContextIsTheOneOfItsOpeningAlsoWhenTheOuterEndsFirst) {
  auto outer = context::RuntimeContext::Attach(context::Context("k", true));
  std::optional<Scope> inner(SpanWithId(1));
  outer.reset();
  EXPECT_TRUE(context::RuntimeContext::GetCurrent().HasKey("k"));
  EXPECT_EQ(Current(), 1);
  inner.reset();
  EXPECT_FALSE(context::RuntimeContext::GetCurrent().HasKey("k"));
}

TEST(ScopeTest, MovesAndEndsOnce) {
  const auto ended_twice = tracebridge::Counted(tracebridge::Diagnostic::kScopeEndedTwice);
  {
    Scope first(SpanWithId(1));
    Scope second(std::move(first));
    EXPECT_EQ(Current(), 1);
    Scope third(SpanWithId(2));
    third = std::move(second);
    EXPECT_EQ(Current(), 1) << "assignment ends the scope that was there";
  }
  EXPECT_EQ(Current(), 0);
  EXPECT_EQ(tracebridge::Counted(tracebridge::Diagnostic::kScopeEndedTwice), ended_twice);
}

TEST(ScopeTest, EndsSafelyOnAnotherThread) {
  auto scope = std::make_unique<Scope>(SpanWithId(1));
  std::thread([&] { scope.reset(); }).join();
  EXPECT_EQ(Current(), 0);
}

TEST(ScopeTest, LetsGoOfItsSpan) {
  auto span = SpanWithId(1);
  const std::weak_ptr<Span> watched = span;
  {
    const Scope scope(span);
    context::RuntimeContext::GetCurrent();
    span.reset();
    EXPECT_FALSE(watched.expired());
  }
  EXPECT_TRUE(watched.expired());
}

TEST(ScopeTest, OfNoSpanHidesTheOuterOne) {
  const Scope outer(SpanWithId(1));
  const Scope none(nostd::shared_ptr<Span>{});
  EXPECT_EQ(Current(), 0);
}

TEST(ScopeTest, RemembersWhoActivated) {
  const Scope scope(SpanWithId(1), 3);
  EXPECT_EQ(tracebridge_state_v1_top()->activator, 3u);
  const auto captured = context::RuntimeContext::GetCurrent();
  EXPECT_EQ(context::internal::ContextAccess::Activator(captured), 3u);
  const Scope other(SpanWithId(2));
  EXPECT_EQ(tracebridge_state_v1_top()->activator, 0u);
  const auto attached = context::RuntimeContext::Attach(captured);
  EXPECT_EQ(tracebridge_state_v1_top()->activator, 3u) << "a captured context keeps it";
}

}  // namespace
}  // namespace opentelemetry::trace
