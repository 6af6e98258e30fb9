#include "shims/opentracing/start_parent.h"

#include <gtest/gtest.h>

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

StartParent Choose(const References::List& list = {}, Api asking = Api::kOpenTracingScope) {
  return ChooseParent(References{list}, asking);
}

// Whether a core would still find the current span.
bool HidesCurrent(const StartParent& parent) {
  trace::StartSpanOptions options;
  parent.Apply(&options);
  const auto* context = opentelemetry::nostd::get_if<Context>(&options.parent);
  return context != nullptr && trace::IsRootSpan(*context);
}

TEST(StartParentTest, NothingCurrent_IsANewTrace) {
  const StartParent parent = Choose();
  EXPECT_FALSE(parent.context.IsValid());
  EXPECT_EQ(parent.baggage.get(), nullptr);
}

TEST(StartParentTest, AnOpenTelemetrySpanIsTheParentAndItsContextGivesTheBaggage) {
  const BaggagePointer baggage = WithItem({}, "a", "1");
  const auto token = RuntimeContext::Attach(WithBaggage(Context{}, baggage));
  const trace::Scope scope{NewSpan(1)};
  const StartParent parent = Choose();
  EXPECT_TRUE(parent.context == NewContext(1));
  EXPECT_EQ(parent.baggage.get(), baggage.get());
}

TEST(StartParentTest, BaggageWithoutASpanIsInheritedToo) {
  const BaggagePointer baggage = WithItem({}, "a", "1");
  const auto token = RuntimeContext::Attach(WithBaggage(Context{}, baggage));
  const StartParent parent = Choose();
  EXPECT_FALSE(parent.context.IsValid());
  EXPECT_EQ(parent.baggage.get(), baggage.get());
}

TEST(StartParentTest, UnderThePolicyAReferencelessStartIsARootWithoutBaggage) {
  const BaggagePointer baggage = WithItem({}, "a", "1");
  const auto token = RuntimeContext::Attach(
      activation::WithSpan(WithBaggage(Context{}, baggage), NewSpan(1), Api::kOpenTracingPolicy));
  const StartParent parent = Choose({}, Api::kOpenTracingPolicy);
  EXPECT_FALSE(parent.context.IsValid());
  EXPECT_EQ(parent.baggage.get(), nullptr);
  EXPECT_TRUE(HidesCurrent(parent));
}

TEST(StartParentTest, NeverTakesNothingFromTheThread) {
  activation::SetImplicitParent(ImplicitParent::kNever);
  const auto token = RuntimeContext::Attach(activation::WithSpan(
      WithBaggage(Context{}, WithItem({}, "a", "1")), NewSpan(1), Api::kOpenTelemetry));
  const StartParent parent = Choose();
  activation::SetImplicitParent(ImplicitParent::kForeign);
  EXPECT_FALSE(parent.context.IsValid());
  EXPECT_EQ(parent.baggage.get(), nullptr);
  EXPECT_TRUE(HidesCurrent(parent));
}

TEST(StartParentTest, AReferenceCountsMoreThanTheCurrentSpan) {
  const trace::Scope scope{NewSpan(1)};
  const SpanContextShim referenced{NewSpan(2), WithItem({}, "b", "2")};
  const StartParent parent = Choose({{opentracing::SpanReferenceType::ChildOfRef, &referenced}});
  EXPECT_TRUE(parent.context == NewContext(2));
  EXPECT_EQ(Item(parent.baggage, "b"), "2");
}

TEST(StartParentTest, AReferenceWithoutIdsIsANewTraceUnderACurrentSpanToo) {
  const trace::Scope scope{NewSpan(1)};
  const SpanContextShim referenced{
      SpanPointer(new trace::DefaultSpan(trace::SpanContext::GetInvalid())), {}};
  const StartParent parent = Choose({{opentracing::SpanReferenceType::ChildOfRef, &referenced}});
  EXPECT_FALSE(parent.context.IsValid());
  EXPECT_TRUE(HidesCurrent(parent));
}

TEST(StartParentTest, ANullReferenceIsNone) {
  const trace::Scope scope{NewSpan(1)};
  const StartParent parent = Choose({{opentracing::SpanReferenceType::ChildOfRef, nullptr}});
  EXPECT_TRUE(parent.context == NewContext(1));
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
