// Every cell of the table in activation.h, the three settings, and what hides a mark.
#include "shims/activation/activation.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <thread>

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"

namespace tracebridge::activation {
namespace {
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::trace::DefaultSpan;
using opentelemetry::trace::Scope;
using opentelemetry::trace::SpanContext;
using SpanPointer = opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span>;

SpanPointer NewSpan() { return SpanPointer(new DefaultSpan(SpanContext(true, false))); }

struct ParentCase {
  std::string name;
  ImplicitParent setting;
  Api activator;
  Api asking;
  bool is_parent;
};

constexpr auto kOtel = Api::kOpenTelemetry;
constexpr auto kScope = Api::kOpenTracingScope;
constexpr auto kPolicy = Api::kOpenTracingPolicy;
constexpr auto kCensus = Api::kOpenCensus;
constexpr auto kForeign = ImplicitParent::kForeign;
constexpr auto kAlways = ImplicitParent::kAlways;
constexpr auto kNever = ImplicitParent::kNever;

const ParentCase kCases[] = {
    {"OpenTelemetryUnderOpenTelemetry", kForeign, kOtel, kOtel, true},
    {"OpenTracingUnderOpenTelemetry", kForeign, kOtel, kScope, true},
    {"OpenCensusUnderOpenTelemetry", kForeign, kOtel, kCensus, true},
    {"OpenTelemetryUnderActivateSpan", kForeign, kScope, kOtel, true},
    {"OpenTracingUnderActivateSpan", kForeign, kScope, kScope, true},
    {"OpenTracingWithPolicyUnderActivateSpan", kForeign, kScope, kPolicy, true},
    {"OpenCensusUnderActivateSpan", kForeign, kScope, kCensus, true},
    {"OpenTelemetryUnderPolicy", kForeign, kPolicy, kOtel, true},
    {"OpenTracingUnderPolicy_IsARootAsEver", kForeign, kPolicy, kScope, false},
    {"OpenTracingWithPolicyUnderPolicy_IsARootAsEver", kForeign, kPolicy, kPolicy, false},
    {"OpenCensusUnderPolicy", kForeign, kPolicy, kCensus, true},
    {"OpenTelemetryUnderOpenCensus", kForeign, kCensus, kOtel, true},
    {"OpenTracingUnderOpenCensus", kForeign, kCensus, kScope, true},
    {"OpenCensusUnderOpenCensus_IsARootAsEver", kForeign, kCensus, kCensus, false},
    {"Always_OpenCensusUnderOpenCensus", kAlways, kCensus, kCensus, true},
    {"Always_OpenTracingUnderPolicy", kAlways, kPolicy, kPolicy, true},
    {"Never_OpenTracingUnderOpenTelemetry", kNever, kOtel, kScope, false},
    {"Never_OpenCensusUnderOpenTracing", kNever, kScope, kCensus, false},
    {"Never_DoesNotConcernOpenTelemetry", kNever, kCensus, kOtel, true},
};

class ImplicitParentTest : public testing::TestWithParam<ParentCase> {
 protected:
  ~ImplicitParentTest() override { SetImplicitParent(kForeign); }
};

TEST_P(ImplicitParentTest, FollowsTheTable) {
  SetImplicitParent(GetParam().setting);
  const auto token = RuntimeContext::Attach(WithSpan(Context{}, NewSpan(), GetParam().activator));
  EXPECT_EQ(IsImplicitParent(GetParam().asking), GetParam().is_parent);
}

INSTANTIATE_TEST_SUITE_P(Rule, ImplicitParentTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(ActivationTest, WithoutACurrentSpanThereIsNoParent) {
  for (const Api asking : {kOtel, kScope, kPolicy, kCensus}) EXPECT_FALSE(IsImplicitParent(asking));
  EXPECT_EQ(CurrentActivator(), kOtel);
}

TEST(ActivationTest, KeepsWhatTheBaseContextHolds) {
  Context base{"key", uint64_t{7}};
  const Context context = WithSpan(base, NewSpan(), kCensus);
  EXPECT_EQ(opentelemetry::nostd::get<uint64_t>(context.GetValue("key")), 7u);
}

TEST(ActivationTest, OpenTelemetryScopeInsideHidesTheMarkUntilItEnds) {
  const auto token = RuntimeContext::Attach(WithSpan(Context{}, NewSpan(), kCensus));
  {
    const Scope scope{NewSpan()};
    EXPECT_EQ(CurrentActivator(), kOtel);
    EXPECT_TRUE(IsImplicitParent(kCensus));
  }
  EXPECT_EQ(CurrentActivator(), kCensus);
  EXPECT_FALSE(IsImplicitParent(kCensus));
}

TEST(ActivationTest, TheInnermostMarkCounts) {
  const SpanPointer span = NewSpan();
  const auto outer = RuntimeContext::Attach(WithSpan(Context{}, span, kCensus));
  const auto inner =
      RuntimeContext::Attach(WithSpan(RuntimeContext::GetCurrent(), span, Api::kOpenTracingScope));
  EXPECT_EQ(CurrentActivator(), kScope);
}

TEST(ActivationTest, TheMarkTravelsWithTheContextToAnotherThread) {
  const Context context = WithSpan(Context{}, NewSpan(), kPolicy);
  Api there = kOtel;
  std::thread([&] {
    const auto token = RuntimeContext::Attach(context);
    there = CurrentActivator();
  }).join();
  EXPECT_EQ(there, kPolicy);
}

TEST(ImplicitParentNamesTest, AreTheThreeWordsAndNothingElse) {
  ImplicitParent value = kForeign;
  EXPECT_TRUE(ParseImplicitParent("never", &value));
  EXPECT_EQ(value, kNever);
  EXPECT_TRUE(ParseImplicitParent("always", &value));
  EXPECT_EQ(value, kAlways);
  EXPECT_TRUE(ParseImplicitParent("foreign", &value));
  EXPECT_EQ(value, kForeign);
  for (const char* text : {"", "Never", "never ", "neve"}) {
    EXPECT_FALSE(ParseImplicitParent(text, &value)) << text;
    EXPECT_EQ(value, kForeign);
  }
}

}  // namespace
}  // namespace tracebridge::activation
