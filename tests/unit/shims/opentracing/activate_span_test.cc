#include "tracebridge/activate_span.h"

#include <gtest/gtest.h>

#include <thread>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/scope.h"
#include "shims/activation/activation.h"
#include "shims/opentracing/baggage.h"
#include "shims/opentracing/span_context.h"
#include "tests/support/shim_test.h"
#include "tests/unit/shims/opentracing/foreign_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opentracing_shim {
namespace {
namespace trace = opentelemetry::trace;
using activation::Api;
using opentelemetry::context::RuntimeContext;
using opentracing::ChildOf;

std::string CurrentSpanId() {
  const auto context = trace::GetSpan(RuntimeContext::GetCurrent())->GetContext();
  return context.IsValid()
             ? SpanContextShim(trace::GetSpan(RuntimeContext::GetCurrent()), {}).ToSpanID()
             : "none";
}

std::string CurrentItem(const char* key) {
  return Item(opentelemetry::baggage::GetBaggage(RuntimeContext::GetCurrent()), key);
}

// A span of another tracer.
class ForeignSpan final : public opentracing::Span {
 public:
  explicit ForeignSpan(ForeignContext context) : context_(std::move(context)) {}
  void FinishWithOptions(const opentracing::FinishSpanOptions&) noexcept override {}
  void SetOperationName(opentracing::string_view) noexcept override {}
  void SetTag(opentracing::string_view, const opentracing::Value&) noexcept override {}
  void SetBaggageItem(opentracing::string_view, opentracing::string_view) noexcept override {}
  std::string BaggageItem(opentracing::string_view) const noexcept override { return {}; }
  using Fields = std::initializer_list<std::pair<opentracing::string_view, opentracing::Value>>;
  void Log(Fields) noexcept override {}
  void Log(opentracing::SystemTime, Fields) noexcept override {}
  void Log(opentracing::SystemTime,
           const std::vector<std::pair<opentracing::string_view, opentracing::Value>>&) noexcept
      override {}
  const opentracing::SpanContext& context() const noexcept override { return context_; }
  const opentracing::Tracer& tracer() const noexcept override {
    return *opentracing::Tracer::Global();
  }

 private:
  ForeignContext context_;
};

class ActivateSpanTest : public tracebridge::test::ShimTest {
 protected:
  std::unique_ptr<opentracing::Span> span_ = tracer_->StartSpan("op");
};

TEST_F(ActivateSpanTest, MakesTheSpanAndItsBaggageCurrent) {
  span_->SetBaggageItem("k", "v");
  {
    const ActivateSpan scope{*span_};
    EXPECT_EQ(CurrentSpanId(), span_->context().ToSpanID());
    EXPECT_EQ(CurrentItem("k"), "v");
    EXPECT_EQ(activation::CurrentActivator(), Api::kOpenTracingScope);
  }
  EXPECT_EQ(CurrentSpanId(), "none");
  EXPECT_EQ(CurrentItem("k"), "");
}

TEST_F(ActivateSpanTest, HidesTheThreadsBaggageBehindTheSpans) {
  const auto token = RuntimeContext::Attach(
      WithBaggage(RuntimeContext::GetCurrent(), WithItem({}, "threads", "1")));
  const ActivateSpan scope{*span_};
  EXPECT_EQ(CurrentItem("threads"), "");
}

TEST_F(ActivateSpanTest, AReferencelessStartInsideIsAChild) {
  const ActivateSpan scope{*span_};
  const auto child = tracer_->StartSpan("child");
  EXPECT_TRUE(recorded(1).parent == recorded(0).context);
  EXPECT_TRUE(recorded(1).links.empty());
}

TEST_F(ActivateSpanTest, NestsWithOpenTelemetryScopes) {
  const auto inner = tracer_->StartSpan("inner", {ChildOf(&span_->context())});
  const ActivateSpan outer_scope{*span_};
  {
    const trace::Scope otel{trace::GetSpan(RuntimeContext::GetCurrent())};
    const ActivateSpan inner_scope{*inner};
    EXPECT_EQ(CurrentSpanId(), inner->context().ToSpanID());
  }
  EXPECT_EQ(CurrentSpanId(), span_->context().ToSpanID());
}

TEST_F(ActivateSpanTest, TheSpanMayFinishAndGoInside) {
  const ActivateSpan scope{*span_};
  const std::string id = span_->context().ToSpanID();
  span_->Finish();
  span_.reset();
  EXPECT_EQ(CurrentSpanId(), id);
}

TEST_F(ActivateSpanTest, NullMakesNothingCurrent) {
  span_->SetBaggageItem("k", "v");
  const ActivateSpan outer{*span_};
  const ActivateSpan scope{nullptr};
  EXPECT_EQ(CurrentSpanId(), "none");
  EXPECT_EQ(CurrentItem("k"), "");
}

TEST_F(ActivateSpanTest, AForeignSpanIsCurrentByItsIds) {
  const ForeignSpan foreign{{"4bf92f3577b34da6a3ce929d0e0e4736", "53995c3f42cd8ad8", {{"k", "v"}}}};
  const ActivateSpan scope{foreign};
  EXPECT_EQ(CurrentSpanId(), "53995c3f42cd8ad8");
  EXPECT_EQ(CurrentItem("k"), "v");
}

TEST_F(ActivateSpanTest, AForeignSpanWithoutIdsHidesNothing) {
  const ActivateSpan outer{*span_};
  const auto before = Counted(Diagnostic::kForeignReferenceIgnored);
  const ActivateSpan scope{ForeignSpan{{"", ""}}};
  EXPECT_EQ(CurrentSpanId(), span_->context().ToSpanID());
  EXPECT_EQ(Counted(Diagnostic::kForeignReferenceIgnored), before + 1);
}

TEST_F(ActivateSpanTest, MayEndOutOfOrderAndOnAnotherThread) {
  const auto other = tracer_->StartSpan("other");
  auto first = std::make_unique<ActivateSpan>(*span_);
  auto second = std::make_unique<ActivateSpan>(*other);
  first.reset();
  EXPECT_EQ(CurrentSpanId(), other->context().ToSpanID());
  std::thread([&] { second.reset(); }).join();
  EXPECT_EQ(CurrentSpanId(), "none");
}

// The policy: a span is current on the thread that started it, until it finishes.
class PolicyTest : public tracebridge::test::ShimTest {
 protected:
  static OpenTracingOptions Options() {
    OpenTracingOptions options;
    options.activation = OpenTracingActivation::kThread;
    return options;
  }
  PolicyTest() : ShimTest(Options()) {}
};

TEST_F(PolicyTest, AStartedSpanIsCurrentUntilItFinishes) {
  const auto span = tracer_->StartSpan("op");
  EXPECT_EQ(CurrentSpanId(), span->context().ToSpanID());
  EXPECT_EQ(activation::CurrentActivator(), Api::kOpenTracingPolicy);
  span->Finish();
  EXPECT_EQ(CurrentSpanId(), "none");
}

TEST_F(PolicyTest, ADestroyedSpanIsNoLongerCurrent) {
  tracer_->StartSpan("op").reset();
  EXPECT_EQ(CurrentSpanId(), "none");
}

TEST_F(PolicyTest, AReferencelessStartInsideIsARootAsEver) {
  const auto outer = tracer_->StartSpan("outer");
  outer->SetBaggageItem("k", "v");
  const auto inner = tracer_->StartSpan("inner");
  EXPECT_FALSE(recorded(1).parent.IsValid());
  EXPECT_EQ(inner->BaggageItem("k"), "");
  EXPECT_EQ(CurrentItem("k"), "");
  inner->Finish();
  EXPECT_EQ(CurrentSpanId(), outer->context().ToSpanID());
  EXPECT_EQ(CurrentItem("k"), "v");
}

TEST_F(PolicyTest, BaggageShowsAtOnce) {
  const auto span = tracer_->StartSpan("op");
  span->SetBaggageItem("k", "v");
  EXPECT_EQ(CurrentItem("k"), "v");
}

TEST_F(PolicyTest, FinishOnAnotherThreadEndsItOnItsOwn) {
  const auto span = tracer_->StartSpan("op");
  std::thread([&] {
    EXPECT_EQ(CurrentSpanId(), "none");
    span->Finish();
  }).join();
  EXPECT_EQ(CurrentSpanId(), "none");
}

TEST_F(PolicyTest, MayFinishOutOfOrder) {
  const auto outer = tracer_->StartSpan("outer");
  const auto inner = tracer_->StartSpan("inner", {ChildOf(&outer->context())});
  outer->Finish();
  EXPECT_EQ(CurrentSpanId(), inner->context().ToSpanID());
  inner->Finish();
  EXPECT_EQ(CurrentSpanId(), "none");
}

TEST_F(PolicyTest, AnUnsampledSpanIsCurrentToo) {
  recording_->sampled = false;
  const auto span = tracer_->StartSpan("op");
  EXPECT_EQ(CurrentSpanId(), span->context().ToSpanID());
}

}  // namespace
}  // namespace tracebridge::opentracing_shim
