#include "shims/opentracing/start_parent.h"

#include <gtest/gtest.h>

#include <utility>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "shims/opentracing/runtime_context.h"
#include "shims/opentracing/span_context.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using activation::Api;
using activation::ImplicitParent;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;

trace::SpanContext NewContext(uint8_t number) {
  const uint8_t trace_id[16] = {number};
  const uint8_t span_id[8] = {number};
  return {trace::TraceId(trace_id), trace::SpanId(span_id), trace::TraceFlags(1), false};
}

SpanPointer NewSpan(uint8_t number) {
  return SpanPointer(new trace::DefaultSpan(NewContext(number)));
}

// A start with references to these contexts.
struct Choice {
  explicit Choice(References::List references_ = {}, Api asking = Api::kOpenTracingScope)
      : list(std::move(references_)), references(list), parent(references, asking) {}

  References::List list;
  References references;
  StartParent parent;
};

// Whether a core would still find the current span.
bool HidesCurrent(const Choice& choice) {
  trace::StartSpanOptions options;
  choice.parent.Apply(/*takes_references=*/true, &options);
  const auto* context = opentelemetry::nostd::get_if<Context>(&options.parent);
  return context != nullptr && trace::IsRootSpan(*context);
}

TEST(StartParentTest, NothingCurrent_IsANewTrace) {
  Choice choice;
  EXPECT_FALSE(choice.parent.context().IsValid());
  EXPECT_EQ(choice.parent.baggage().get(), nullptr);
}

TEST(StartParentTest, AnOpenTelemetrySpanIsTheParentAndItsContextGivesTheBaggage) {
  const BaggagePointer baggage = WithItem({}, "a", "1");
  const auto token = RuntimeContext::Attach(WithBaggage(Context{}, baggage));
  const trace::Scope scope{NewSpan(1)};
  Choice choice;
  EXPECT_TRUE(choice.parent.context() == NewContext(1));
  EXPECT_EQ(choice.parent.baggage().get(), baggage.get());
}

TEST(StartParentTest, BaggageWithoutASpanIsInheritedToo) {
  const BaggagePointer baggage = WithItem({}, "a", "1");
  const auto token = RuntimeContext::Attach(WithBaggage(Context{}, baggage));
  Choice choice;
  EXPECT_FALSE(choice.parent.context().IsValid());
  EXPECT_EQ(choice.parent.baggage().get(), baggage.get());
}

TEST(StartParentTest, UnderThePolicyAReferencelessStartIsARootWithoutBaggage) {
  const BaggagePointer baggage = WithItem({}, "a", "1");
  const auto token = RuntimeContext::Attach(
      activation::WithSpan(WithBaggage(Context{}, baggage), NewSpan(1), Api::kOpenTracingPolicy));
  Choice choice{{}, Api::kOpenTracingPolicy};
  EXPECT_FALSE(choice.parent.context().IsValid());
  EXPECT_EQ(choice.parent.baggage().get(), nullptr);
  EXPECT_TRUE(HidesCurrent(choice));
}

TEST(StartParentTest, NeverTakesNothingFromTheThread) {
  activation::SetImplicitParent(ImplicitParent::kNever);
  const auto token = RuntimeContext::Attach(activation::WithSpan(
      WithBaggage(Context{}, WithItem({}, "a", "1")), NewSpan(1), Api::kOpenTelemetry));
  Choice choice;
  activation::SetImplicitParent(ImplicitParent::kForeign);
  EXPECT_FALSE(choice.parent.context().IsValid());
  EXPECT_EQ(choice.parent.baggage().get(), nullptr);
  EXPECT_TRUE(HidesCurrent(choice));
}

TEST(StartParentTest, AReferenceCountsMoreThanTheCurrentSpan) {
  const trace::Scope scope{NewSpan(1)};
  const SpanContextShim referenced{NewSpan(2), WithItem({}, "b", "2")};
  Choice choice{{{opentracing::SpanReferenceType::ChildOfRef, &referenced}}};
  EXPECT_TRUE(choice.parent.context() == NewContext(2));
  EXPECT_EQ(Item(choice.parent.baggage(), "b"), "2");
}

TEST(StartParentTest, IsWrittenForATracerOfAnyKind) {
  const SpanContextShim referenced{NewSpan(2), {}};
  const Choice choice{{{opentracing::SpanReferenceType::FollowsFromRef, &referenced}}};
  trace::StartSpanOptions options;
  choice.parent.Apply(/*takes_references=*/false, &options);
  const auto* parent = opentelemetry::nostd::get_if<trace::SpanContext>(&options.parent);
  ASSERT_NE(parent, nullptr);
  EXPECT_TRUE(*parent == NewContext(2));
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API
TEST(StartParentTest, IsReferredToByATracerThatTakesReferences) {
  using ParentLink = trace::StartSpanOptions::ParentLink;
  const SpanContextShim first{NewSpan(1), {}};
  const SpanContextShim second{NewSpan(2), {}};
  const auto link_of = [](const References::List& list) {
    const Choice choice{list};
    trace::StartSpanOptions options;
    choice.parent.Apply(/*takes_references=*/true, &options);
    EXPECT_EQ(options.referenced_parent, &choice.references.parent());
    EXPECT_TRUE(opentelemetry::nostd::holds_alternative<Context>(options.parent));
    return options.parent_link;
  };
  const auto child_of = opentracing::SpanReferenceType::ChildOfRef;
  const auto follows_from = opentracing::SpanReferenceType::FollowsFromRef;
  EXPECT_EQ(link_of({{child_of, &first}}), ParentLink::kChildOf);
  EXPECT_EQ(link_of({{follows_from, &first}}), ParentLink::kFollowsFrom);
  EXPECT_EQ(link_of({{child_of, nullptr}, {child_of, &first}}), ParentLink::kNone);
  EXPECT_EQ(link_of({{follows_from, &first}, {child_of, &second}}), ParentLink::kNone);
}

TEST(StartParentTest, IsNotReferredToWhenItIsToLookSampled) {
  const SpanContextShim referenced{NewSpan(2), {}};
  const Choice choice{{{opentracing::SpanReferenceType::ChildOfRef, &referenced}}};
  trace::StartSpanOptions options;
  choice.parent.ApplySampled(&options);
  EXPECT_EQ(options.referenced_parent, nullptr);
  EXPECT_EQ(options.parent_link, trace::StartSpanOptions::ParentLink::kNone);
  EXPECT_TRUE(opentelemetry::nostd::holds_alternative<trace::SpanContext>(options.parent));
}
#endif

TEST(StartParentTest, AReferenceWithoutIdsIsANewTraceUnderACurrentSpanToo) {
  const trace::Scope scope{NewSpan(1)};
  const SpanContextShim referenced{
      SpanPointer(new trace::DefaultSpan(trace::SpanContext::GetInvalid())), {}};
  Choice choice{{{opentracing::SpanReferenceType::ChildOfRef, &referenced}}};
  EXPECT_FALSE(choice.parent.context().IsValid());
  EXPECT_TRUE(HidesCurrent(choice));
}

TEST(StartParentTest, ANullReferenceIsNone) {
  const trace::Scope scope{NewSpan(1)};
  Choice choice{{{opentracing::SpanReferenceType::ChildOfRef, nullptr}}};
  EXPECT_TRUE(choice.parent.context() == NewContext(1));
}

TEST(CurrentBaggageTest, IsSeenThroughScopesThatOnlyAddASpan) {
  const BaggagePointer baggage = WithItem({}, "a", "1");
  const auto token = RuntimeContext::Attach(WithBaggage(Context{}, baggage));
  const trace::Scope outer{NewSpan(1)};
  const trace::Scope inner{NewSpan(2)};
  EXPECT_EQ(CurrentBaggage().get(), baggage.get());
  EXPECT_TRUE(CurrentSpanContext() == NewContext(2));
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
