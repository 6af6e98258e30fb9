// Baggage is one set: OpenTracing's items and OpenTelemetry's entries are the same. It belongs to the span, is shown by
// the span's activations, and leaves the process once.
#include "opentelemetry/baggage/baggage.h"

#include <gtest/gtest.h>
#include <opentracing/tracer.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "opencensus/context/context.h"
#include "opencensus/tags/context_util.h"
#include "opencensus/tags/tag_key.h"
#include "opencensus/tags/tag_map.h"
#include "opencensus/tags/with_tag_map.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/scope.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"
#include "tests/support/three_apis.h"
#include "tests/support/w3c_propagator.h"
#include "tracebridge/activate_span.h"

namespace tracebridge::baggage_test {
namespace {

using opentelemetry::baggage::Baggage;
using opentelemetry::context::Context;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;

std::string BaggageIn(const Context& context) {
  return opentelemetry::baggage::GetBaggage(context)->ToHeader();
}

// What OpenTelemetry code on this thread finds: `user=alice,shard=7`.
std::string CurrentBaggage() { return BaggageIn(RuntimeContext::GetCurrent()); }

Context WithItem(Context context, const std::string& key, const std::string& value) {
  return opentelemetry::baggage::SetBaggage(
      context, opentelemetry::baggage::GetBaggage(context)->Set(key, value));
}

// The only header of this name, whatever its case; complains about a second one.
std::string Header(const test::Headers& headers, const std::string& name) {
  std::string found;
  int count = 0;
  for (const auto& [key, value] : headers) {
    if (key != name) continue;
    found = value;
    ++count;
  }
  EXPECT_LE(count, 1) << name;
  return found;
}

class BaggageTest : public ::testing::Test {
 protected:
  explicit BaggageTest(const OpenTracingOptions& options = {}) : apis_(options) {
    GlobalTextMapPropagator::SetGlobalPropagator(test::W3cPropagator());
  }
  ~BaggageTest() override { GlobalTextMapPropagator::SetGlobalPropagator({}); }

  std::string Injected(const opentracing::SpanContext& context) {
    test::HttpWriter writer;
    EXPECT_TRUE(apis_.opentracing().Inject(context, writer));
    return Header(writer.headers, "baggage");
  }

  static std::string InjectedByOpenTelemetry() {
    test::HeaderCarrier carrier;
    GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, RuntimeContext::GetCurrent());
    const auto value = carrier.Get("baggage");
    return std::string(value.data(), value.size());
  }

  test::ThreeApis apis_;
  std::unique_ptr<opentracing::Span> span_ = apis_.StartOpenTracing("request");
};

TEST_F(BaggageTest, AnItemIsSeenByOpenTelemetryCodeOnTheSameThreadAtOnce) {
  const ActivateSpan scope(*span_);
  EXPECT_EQ(CurrentBaggage(), "");
  span_->SetBaggageItem("user", "alice");
  EXPECT_EQ(CurrentBaggage(), "user=alice");
  span_->SetBaggageItem("shard", "7");
  EXPECT_EQ(CurrentBaggage(), "user=alice,shard=7");
}

TEST_F(BaggageTest, AnItemLeavesTokensValid) {
  span_->SetBaggageItem("user", "alice");
  {
    const auto token = RuntimeContext::Attach(WithItem(Context(), "outer", "1"));
    {
      const ActivateSpan scope(*span_);
      span_->SetBaggageItem("user", "bob");
      EXPECT_EQ(CurrentBaggage(), "user=bob");
    }
    EXPECT_EQ(CurrentBaggage(), "outer=1");
    EXPECT_TRUE(RuntimeContext::Detach(*token));
  }
  EXPECT_EQ(CurrentBaggage(), "");
}

TEST_F(BaggageTest, AnItemIsSeenInsideScopesThatOpenLater) {
  const ActivateSpan scope(*span_);
  span_->SetBaggageItem("user", "alice");
  const opentelemetry::trace::Scope inner(apis_.StartOtel("otel"));
  EXPECT_EQ(CurrentBaggage(), "user=alice");
  const opencensus::trace::WithSpan innermost(test::ThreeApis::StartOpenCensus("opencensus"));
  EXPECT_EQ(CurrentBaggage(), "user=alice");
}

TEST_F(BaggageTest, AnItemIsSeenByAContextThatWasCapturedEarlierFromItsNextActivationOn) {
  Context captured;
  {
    const ActivateSpan scope(*span_);
    captured = RuntimeContext::GetCurrent();
    span_->SetBaggageItem("user", "alice");
  }
  EXPECT_EQ(BaggageIn(captured), "");
  const auto token = RuntimeContext::Attach(captured);
  EXPECT_EQ(CurrentBaggage(), "");  // the context is immutable
  const ActivateSpan again(*span_);
  EXPECT_EQ(CurrentBaggage(), "user=alice");
}

TEST_F(BaggageTest, AnItemIsSeenByAnotherThreadFromItsNextActivationOn) {
  std::thread([&] {
    const ActivateSpan scope(*span_);
    std::thread([&] { span_->SetBaggageItem("user", "alice"); }).join();
    EXPECT_EQ(CurrentBaggage(), "");
    const ActivateSpan next(*span_);
    EXPECT_EQ(CurrentBaggage(), "user=alice");
  }).join();
}

// The thread whose activation is the innermost sees its own item, and with it what others set before.
TEST_F(BaggageTest, AnItemIsSeenAtOnceAlsoAfterAnotherThreadSetOne) {
  const ActivateSpan scope(*span_);
  std::thread([&] { span_->SetBaggageItem("theirs", "1"); }).join();
  EXPECT_EQ(CurrentBaggage(), "");
  span_->SetBaggageItem("ours", "2");
  EXPECT_EQ(CurrentBaggage(), "theirs=1,ours=2");
}

TEST_F(BaggageTest, AnItemIsSeenAtOnceAlsoAfterAnInnerActivationSetOne) {
  const ActivateSpan scope(*span_);
  {
    const ActivateSpan inner(*span_);
    span_->SetBaggageItem("inner", "1");
  }
  EXPECT_EQ(CurrentBaggage(), "");
  span_->SetBaggageItem("outer", "2");
  EXPECT_EQ(CurrentBaggage(), "inner=1,outer=2");
}

TEST_F(BaggageTest, AnItemOfASpanThatIsNotInnermostIsNotSeenInside) {
  const auto other = apis_.StartOpenTracing("other");
  const ActivateSpan scope(*span_);
  const ActivateSpan inner(*other);
  span_->SetBaggageItem("user", "alice");
  EXPECT_EQ(CurrentBaggage(), "");
}

TEST_F(BaggageTest, AScopeThatCarriesBaggageOverridesInsideItself) {
  const ActivateSpan scope(*span_);
  span_->SetBaggageItem("user", "alice");
  {
    const auto token =
        RuntimeContext::Attach(WithItem(RuntimeContext::GetCurrent(), "explicit", "1"));
    EXPECT_EQ(CurrentBaggage(), "explicit=1,user=alice");
    span_->SetBaggageItem("user", "bob");
    EXPECT_EQ(CurrentBaggage(), "explicit=1,user=alice");
    EXPECT_EQ(span_->BaggageItem("user"), "bob");
  }
  span_->SetBaggageItem("shard", "7");
  EXPECT_EQ(CurrentBaggage(), "user=bob,shard=7");
}

TEST_F(BaggageTest, OfOpenTelemetryReachesTheOpenTracingSpansStartedUnderIt) {
  const auto token = RuntimeContext::Attach(WithItem(Context(), "user", "alice"));
  const opentelemetry::trace::Scope scope(apis_.StartOtel("otel"));
  const auto child = apis_.StartOpenTracing("child");
  EXPECT_EQ(child->BaggageItem("user"), "alice");
  child->SetBaggageItem("shard", "7");
  EXPECT_EQ(Injected(child->context()), "user=alice,shard=7");
  EXPECT_EQ(CurrentBaggage(), "user=alice");  // the parent's stays the parent's
}

TEST_F(BaggageTest, TravelsThroughOpenCensusContexts) {
  opencensus::context::Context captured = [&] {
    const ActivateSpan scope(*span_);
    span_->SetBaggageItem("user", "alice");
    return opencensus::context::Context(opencensus::context::Context::Current());
  }();
  EXPECT_EQ(CurrentBaggage(), "");
  std::string seen;
  std::thread(captured.Wrap([&] { seen = CurrentBaggage(); })).join();
  EXPECT_EQ(seen, "user=alice");
}

TEST_F(BaggageTest, InjectSendsTheSpansAndNeverTheThreads) {
  span_->SetBaggageItem("user", "alice");
  const auto plain = apis_.StartOpenTracing("plain");
  const auto token = RuntimeContext::Attach(WithItem(Context(), "threads", "1"));
  EXPECT_EQ(Injected(span_->context()), "user=alice");
  EXPECT_EQ(Injected(plain->context()), "");
  const ActivateSpan scope(*span_);
  EXPECT_EQ(Injected(plain->context()), "");
}

TEST_F(BaggageTest, LeavesTheProcessOnceInOneHeader) {
  span_->SetBaggageItem("user", "alice");
  const ActivateSpan scope(*span_);
  const auto token = RuntimeContext::Attach(WithItem(RuntimeContext::GetCurrent(), "shard", "7"));
  const opentelemetry::trace::Scope inner(apis_.StartOtel("otel"));
  const auto child = apis_.StartOpenTracing("child");
  child->SetBaggageItem("user", "bob");

  test::HttpWriter writer;
  ASSERT_TRUE(apis_.opentracing().Inject(child->context(), writer));
  EXPECT_EQ(Header(writer.headers, "baggage"), "shard=7,user=bob");
  EXPECT_EQ(writer.headers.size(), 2u);  // with traceparent; no header of OpenTracing's own
  EXPECT_EQ(InjectedByOpenTelemetry(), "shard=7,user=alice");
}

TEST_F(BaggageTest, OfOpenCensusTagsIsNone) {
  static const auto key = opencensus::tags::TagKey::Register("method");
  const ActivateSpan scope(*span_);
  const opencensus::tags::WithTagMap tags(opencensus::tags::TagMap({{key, "GET"}}));
  EXPECT_EQ(CurrentBaggage(), "");
  EXPECT_EQ(InjectedByOpenTelemetry(), "");
  span_->SetBaggageItem("user", "alice");  // and tags are in nobody's way
  EXPECT_EQ(CurrentBaggage(), "user=alice");
  EXPECT_EQ(opencensus::tags::GetCurrentTagMap().tags().size(), 1u);
}

// One span, items and activations on many threads at once: none is lost.
TEST_F(BaggageTest, OfManyThreadsIsOneSet) {
  constexpr int kThreads = 4;
  constexpr int kItems = 8;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kItems; ++i) {
        const ActivateSpan scope(*span_);
        const std::string key = std::to_string(t) + "." + std::to_string(i);
        span_->SetBaggageItem(key, "x");
        EXPECT_NE(CurrentBaggage().find(key), std::string::npos);
      }
      EXPECT_EQ(CurrentBaggage(), "");
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::string all = Injected(span_->context());
  EXPECT_EQ(std::count(all.begin(), all.end(), ','), kThreads * kItems - 1);
}

class PolicyBaggageTest : public BaggageTest {
 protected:
  PolicyBaggageTest() : BaggageTest(PerThread()) {}

  static OpenTracingOptions PerThread() {
    OpenTracingOptions options;
    options.activation = OpenTracingActivation::kThread;
    return options;
  }
};

TEST_F(PolicyBaggageTest, AnItemIsSeenBelowASpanThatThePolicyMadeCurrent) {
  span_->SetBaggageItem("user", "alice");
  EXPECT_EQ(CurrentBaggage(), "user=alice");
  const auto child =
      apis_.opentracing().StartSpan("child", {opentracing::ChildOf(&span_->context())});
  EXPECT_EQ(CurrentBaggage(), "user=alice");
  child->SetBaggageItem("shard", "7");
  EXPECT_EQ(CurrentBaggage(), "user=alice,shard=7");
  child->Finish();
  EXPECT_EQ(CurrentBaggage(), "user=alice");
  span_->Finish();
  EXPECT_EQ(CurrentBaggage(), "");
}

// A new trace takes no baggage from the old one along.
TEST_F(PolicyBaggageTest, IsNotInheritedByANewTrace) {
  span_->SetBaggageItem("user", "alice");
  const auto another = apis_.StartOpenTracing("another");
  EXPECT_EQ(another->BaggageItem("user"), "");
  EXPECT_EQ(CurrentBaggage(), "");
}

}  // namespace
}  // namespace tracebridge::baggage_test
