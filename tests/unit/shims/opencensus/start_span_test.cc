// Who is the parent of a new span, whether it is sampled, and what it carries on.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "opencensus/trace/context_util.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/trace_config.h"
#include "opencensus/trace/with_span.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "shims/activation/activation.h"
#include "shims/opencensus/default_provider.h"
#include "tests/unit/shims/opencensus/opencensus_test.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::trace::GetCurrentSpan;
using opencensus::trace::Sampler;
using opencensus::trace::Span;
using opencensus::trace::SpanContext;
using opencensus::trace::SpanId;
using opencensus::trace::StartSpanOptions;
using opencensus::trace::TraceId;
using opencensus::trace::WithSpan;
using test::TestDefaultProvider;

std::string TraceOf(const Span& span) { return span.context().trace_id().ToHex(); }

// Returns the ended spans' names, each with its parent's: "child<parent root<".
std::string Tree(const std::vector<test::RecordedSpan>& spans) {
  std::string text;
  for (const auto& span : spans) {
    text += (text.empty() ? "" : " ") + span.name + "<";
    for (const auto& parent : spans) {
      if (parent.span_id == span.parent_span_id) text += parent.name;
    }
  }
  return text;
}

class StartSpanTest : public OpenCensusTest {};

TEST_F(StartSpanTest, StartsATraceWithoutAParent) {
  const Span first = Span::StartSpan("a", nullptr, {&always_});
  const Span second = Span::StartSpan("b", nullptr, {&always_});
  EXPECT_TRUE(first.context().IsValid());
  EXPECT_NE(TraceOf(first), TraceOf(second));
  EXPECT_FALSE(first.context().span_id() == second.context().span_id());
}

TEST_F(StartSpanTest, ContinuesTheTraceOfItsParent) {
  const Span root = Span::StartSpan("root", nullptr, {&always_});
  const Span child = Span::StartSpan("child", &root);
  const Span grandchild = Span::StartSpan("grandchild", &child);
  EXPECT_EQ(TraceOf(grandchild), TraceOf(root));
  for (const Span& span : {grandchild, child, root}) span.End();
  EXPECT_EQ(Tree(TestDefaultProvider::Get().Take()), "grandchild<child child<root root<");
}

TEST_F(StartSpanTest, TakesARemoteParentAsAServerDoes) {
  const Span span = Span::StartSpanWithRemoteParent("serve", RemoteContext(1));
  span.End();
  const auto ended = TestDefaultProvider::Get().Take();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(Text(ended[0]), "serve server");
  EXPECT_EQ(SpanId(ended[0].parent_span_id.data()), RemoteContext(1).span_id());
  EXPECT_TRUE(ended[0].parent_is_remote);
  EXPECT_EQ(span.context().trace_id(), RemoteContext(1).trace_id());
}

TEST_F(StartSpanTest, KeepsTheOtherFlagsOfItsParent) {
  const Span span = Span::StartSpanWithRemoteParent("serve", RemoteContext(3));
  EXPECT_EQ(span.context().trace_options().ToHex(), "03");
  const Span unsampled = Span::StartSpanWithRemoteParent("serve", RemoteContext(2), {&never_});
  EXPECT_EQ(unsampled.context().trace_options().ToHex(), "02");
}

TEST_F(StartSpanTest, StartsATraceUnderAnInvalidParent) {
  const Span blank = Span::BlankSpan();
  EXPECT_TRUE(Span::StartSpan("a", &blank, {&always_}).context().IsValid());
  EXPECT_TRUE(Span::StartSpan("b", &GetCurrentSpan(), {&always_}).context().IsValid());
  EXPECT_TRUE(Span::StartSpanWithRemoteParent("c", SpanContext(), {&always_}).context().IsValid());
}

TEST_F(StartSpanTest, StartsATraceUnderACurrentOpenCensusSpan) {
  const Span outer = Span::StartSpan("outer", nullptr, {&always_});
  const WithSpan with_outer(outer);
  EXPECT_NE(TraceOf(Span::StartSpan("inner", nullptr, {&always_})), TraceOf(outer));
  EXPECT_EQ(TraceOf(Span::StartSpan("inner", &GetCurrentSpan())), TraceOf(outer));
}

TEST_F(StartSpanTest, TakesASpanThatOpenTelemetryMadeCurrentAsItsParent) {
  const auto tracer = TestDefaultProvider::Get().Provider()->GetTracer("app");
  auto otel = tracer->StartSpan("unsampled by default");
  const Span root = Span::StartSpan("root", nullptr, {&always_});
  {
    const WithSpan with_root(root);
    const auto otel_child = tracer->StartSpan("otel");
    const opentelemetry::trace::Scope scope(otel_child);
    const Span child = Span::StartSpan("oc");
    EXPECT_EQ(TraceOf(child), TraceOf(root));
    child.End();
    otel_child->End();
  }
  root.End();
  EXPECT_EQ(Tree(TestDefaultProvider::Get().Take()), "oc<otel otel<root root<");
}

TEST_F(StartSpanTest, FollowsTheImplicitParentSetting) {
  const Span outer = Span::StartSpan("outer", nullptr, {&always_});
  const WithSpan with_outer(outer);
  activation::SetImplicitParent(activation::ImplicitParent::kAlways);
  EXPECT_EQ(TraceOf(Span::StartSpan("inner")), TraceOf(outer));
  activation::SetImplicitParent(activation::ImplicitParent::kForeign);
  EXPECT_NE(TraceOf(Span::StartSpan("inner")), TraceOf(outer));
}

TEST_F(StartSpanTest, TakesSamplersInEveryForm) {
  opencensus::trace::ProbabilitySampler all(1.0);
  const std::vector<Span*> no_links;
  StartSpanOptions filled(&always_);
  EXPECT_TRUE(Span::StartSpan("x", nullptr, {&always_}).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x", nullptr, &always_).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x", nullptr, &all).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x", nullptr, {&always_, no_links}).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x", nullptr, filled).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x", nullptr, StartSpanOptions(&always_)).IsSampled());
  EXPECT_FALSE(Span::StartSpan("x", nullptr, &never_).IsSampled());
  EXPECT_TRUE(Span::StartSpanWithRemoteParent("x", RemoteContext(0), &always_).IsSampled());
  EXPECT_TRUE(Span::StartSpanWithRemoteParent("x", RemoteContext(0), {&always_}).IsSampled());
}

TEST_F(StartSpanTest, LeavesANullSamplerToTraceConfig) {
  Sampler* none = nullptr;
  opencensus::trace::TraceConfig::SetCurrentTraceParams(
      {32, 32, 128, 32, opencensus::trace::ProbabilitySampler{1.0}});
  EXPECT_TRUE(Span::StartSpan("x", nullptr, none).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x", nullptr, {none}).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x", nullptr, {nullptr}).IsSampled());
  EXPECT_TRUE(Span::StartSpan("x").IsSampled());
  opencensus::trace::TraceConfig::SetCurrentTraceParams(
      {32, 32, 128, 32, opencensus::trace::ProbabilitySampler{0.0}});
  EXPECT_FALSE(Span::StartSpan("x", nullptr, none).IsSampled());
}

// Writes down what it is asked.
class Asked final : public Sampler {
 public:
  bool ShouldSample(const SpanContext* parent_context, bool has_remote_parent,
                    const TraceId& trace_id, const SpanId& span_id, absl::string_view name,
                    const std::vector<Span*>& parent_links) const override {
    ++times;
    has_parent = parent_context != nullptr;
    is_remote = has_remote_parent;
    ids = trace_id.ToHex() + span_id.ToHex();
    asked_name = std::string(name);
    links = parent_links.size();
    return true;
  }
  mutable int times = 0;
  mutable bool has_parent = false, is_remote = false;
  mutable std::string ids, asked_name;
  mutable size_t links = 0;
};

TEST_F(StartSpanTest, AsksASamplerWithTheIdsThatTheSpanGets) {
  Asked asked;
  const Span root = Span::StartSpan("root", nullptr, {&asked});
  EXPECT_EQ(asked.ids, TraceOf(root) + root.context().span_id().ToHex());
  EXPECT_EQ(asked.asked_name, "root");
  EXPECT_FALSE(asked.has_parent);
  EXPECT_FALSE(asked.is_remote);

  const Span child = Span::StartSpanWithRemoteParent("child", RemoteContext(0), {&asked});
  EXPECT_EQ(asked.ids, TraceOf(child) + child.context().span_id().ToHex());
  EXPECT_TRUE(asked.has_parent);
  EXPECT_TRUE(asked.is_remote);
}

TEST_F(StartSpanTest, AsksNoSamplerUnderASampledParent) {
  Asked asked;
  const Span root = Span::StartSpan("root", nullptr, {&always_});
  EXPECT_TRUE(Span::StartSpan("child", &root, {&asked}).IsSampled());
  EXPECT_TRUE(Span::StartSpanWithRemoteParent("child", RemoteContext(1), {&asked}).IsSampled());
  EXPECT_EQ(asked.times, 0);
}

TEST_F(StartSpanTest, StartsUnsampledWhenASamplerThrows) {
  class Throws final : public Sampler {
   public:
    bool ShouldSample(const SpanContext*, bool, const TraceId&, const SpanId&, absl::string_view,
                      const std::vector<Span*>&) const override {
      throw std::runtime_error("sampler");
    }
  } throws;
  const auto before = Counted(Diagnostic::kCallbackThrew);
  const Span span = Span::StartSpan("op", nullptr, {&throws});
  EXPECT_TRUE(span.context().IsValid());
  EXPECT_FALSE(span.IsSampled());
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 1);
}

TEST_F(StartSpanTest, LinksBothWaysToParentsInOtherTraces) {
  Span first = Span::StartSpan("first", nullptr, {&always_});
  Span second = Span::StartSpan("second", nullptr, {&always_});
  Span unsampled = Span::StartSpan("unsampled", nullptr, {&never_});
  const Span joined = Span::StartSpan("joined", nullptr, {&always_, {&first, &second, &unsampled}});
  for (const Span& span : {joined, first, second}) span.End();
  const auto ended = TestDefaultProvider::Get().Take();
  ASSERT_EQ(ended.size(), 3u);
  const std::string parent = R"(; link {opencensus.link.type: "PARENT_LINKED_SPAN"})";
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  const std::string child = R"(; link {opencensus.link.type: "CHILD_LINKED_SPAN"})";
  EXPECT_EQ(SpanId(ended[1].links[0].span_id.data()), joined.context().span_id());
#else
  const std::string child = R"(; link {trace_id: ")" + joined.context().trace_id().ToHex() +
                            R"(", span_id: ")" + joined.context().span_id().ToHex() +
                            R"(", opencensus.link.type: "CHILD_LINKED_SPAN"})";
#endif
  EXPECT_EQ(Text(ended[0]), "joined" + parent + parent + parent);
  EXPECT_EQ(Text(ended[1]), "first" + child);
  EXPECT_EQ(Text(ended[2]), "second" + child);
  EXPECT_EQ(SpanId(ended[0].links[1].span_id.data()), second.context().span_id());
}

TEST_F(StartSpanTest, NamesTheApiAsTheScope) {
  Span::StartSpan("op", nullptr, {&always_}).End();
  const auto ended = TestDefaultProvider::Get().Take();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].scope, "opencensus-shim");
}

TEST_F(StartSpanTest, IsSeenOnlyWhileItLasts) {
  EXPECT_EQ(CurrentStart(), nullptr);
  Span::StartSpan("op", nullptr, {&always_});
  EXPECT_EQ(CurrentStart(), nullptr);
}

// ---- A provider that the program set -------------------------------------------------------

class ConfiguredProviderTest : public OpenCensusTest {
 protected:
  ~ConfiguredProviderTest() override {
    opentelemetry::trace::Provider::SetTracerProvider(test::ProviderPointer());
  }
  void Configure(test::Sampling sampling) {
    opentelemetry::trace::Provider::SetTracerProvider(
        test::MakeRecordingProvider(finished_, sampling));
  }

  std::shared_ptr<test::Finished> finished_ = std::make_shared<test::Finished>();
};

TEST_F(ConfiguredProviderTest, GetsTheSpansAndItsSamplerDecides) {
  Configure(test::Sampling::kAlways);
  Span::StartSpan("op", nullptr, {&never_}).End();
  EXPECT_EQ(test::Text(finished_->Take()), "op\n");
  EXPECT_EQ(Ended(), "");

  Configure(test::Sampling::kNever);
  const Span span = Span::StartSpan("op", nullptr, {&always_});
  EXPECT_FALSE(span.IsSampled());
  EXPECT_TRUE(span.context().IsValid());
  span.End();
  EXPECT_EQ(test::Text(finished_->Take()), "");
}

TEST_F(ConfiguredProviderTest, TakesOverFromTheDefaultOneAndGivesBack) {
  Span::StartSpan("before", nullptr, {&always_}).End();
  Configure(test::Sampling::kAlways);
  Span::StartSpan("while", nullptr, {&always_}).End();
  opentelemetry::trace::Provider::SetTracerProvider(test::ProviderPointer());
  Span::StartSpan("after", nullptr, {&always_}).End();
  EXPECT_EQ(test::Text(finished_->Take()), "while\n");
  EXPECT_EQ(Ended(), "before\nafter\n");
}

TEST_F(ConfiguredProviderTest, IsSeenByEveryThreadFromTheNextStartOn) {
  Configure(test::Sampling::kAlways);
  Span::StartSpan("one").End();
  auto other = std::make_shared<test::Finished>();
  opentelemetry::trace::Provider::SetTracerProvider(
      test::MakeRecordingProvider(other, test::Sampling::kAlways));
  Span::StartSpan("two").End();
  EXPECT_EQ(test::Text(finished_->Take()), "one\n");
  EXPECT_EQ(test::Text(other->Take()), "two\n");
}

#ifdef TRACEBRIDGE_OPENTELEMETRY_API  // opentelemetry-cpp does not tell a no-op that was set from none
TEST_F(ConfiguredProviderTest, LeavesSpansTheirIdsWhenItIsANoop) {
  opentelemetry::trace::Provider::SetTracerProvider(
      test::ProviderPointer(new opentelemetry::trace::NoopTracerProvider));
  const Span span = Span::StartSpan("op", nullptr, {&always_});
  EXPECT_TRUE(span.context().IsValid());
  EXPECT_FALSE(span.IsRecording());
  const Span child = Span::StartSpan("child", &span);
  EXPECT_EQ(TraceOf(child), TraceOf(span));
}
#endif

}  // namespace
}  // namespace tracebridge::opencensus_shim
