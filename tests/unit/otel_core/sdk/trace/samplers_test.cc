// OpenTelemetry specification 1.60.0, trace/sdk.md "Built-in samplers".
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/samplers/trace_id_ratio.h"
#include "opentelemetry/sdk/trace/samplers/trace_id_ratio_factory.h"
#include "opentelemetry/sdk/trace/simple_processor.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "otel_core/sdk/src/trace/overriding_sampler.h"
#include "otel_core/sdk/src/trace/sampling_rule.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested

enum class Parent { kNone, kRemoteSampled, kRemoteUnsampled, kLocalSampled, kLocalUnsampled };

api::SpanContext Context(Parent parent) {
  if (parent == Parent::kNone) return api::SpanContext::GetInvalid();
  const std::uint8_t trace_id[16] = {1};
  const std::uint8_t span_id[8] = {1};
  const bool sampled = parent == Parent::kRemoteSampled || parent == Parent::kLocalSampled;
  const bool remote = parent == Parent::kRemoteSampled || parent == Parent::kRemoteUnsampled;
  return api::SpanContext(api::TraceId(trace_id), api::SpanId(span_id),
                          api::TraceFlags(sampled ? 1 : 0), remote,
                          api::TraceState::FromHeader("p=1"));
}

SamplingResult Ask(Sampler& sampler, const api::SpanContext& parent,
                   api::TraceId trace_id = api::TraceId()) {
  return sampler.ShouldSample(parent, trace_id, "name", api::SpanKind::kInternal,
                              opentelemetry::common::NoopKeyValueIterable(),
                              api::NullSpanContext());
}

// The trace id whose last eight bytes are `low`.
api::TraceId TraceIdOf(std::uint64_t low) {
  std::uint8_t bytes[16] = {0xFF};
  for (int i = 15; i >= 8; --i, low >>= 8) bytes[i] = static_cast<std::uint8_t>(low);
  return api::TraceId(bytes);
}

TEST(AlwaysOnSamplerTest, SamplesAndKeepsTheTraceState) {
  const auto sampler = AlwaysOnSamplerFactory::Create();
  const SamplingResult result = Ask(*sampler, Context(Parent::kRemoteUnsampled));
  EXPECT_EQ(result.decision, Decision::RECORD_AND_SAMPLE);
  EXPECT_EQ(result.trace_state->ToHeader(), "p=1");
  EXPECT_EQ(sampler->GetDescription(), "AlwaysOnSampler");
}

TEST(AlwaysOffSamplerTest, DropsAndKeepsTheTraceState) {
  const auto sampler = AlwaysOffSamplerFactory::Create();
  const SamplingResult result = Ask(*sampler, Context(Parent::kRemoteSampled));
  EXPECT_EQ(result.decision, Decision::DROP);
  EXPECT_EQ(result.trace_state->ToHeader(), "p=1");
  EXPECT_EQ(sampler->GetDescription(), "AlwaysOffSampler");
}

struct RatioCase {
  std::string name;
  double ratio;
  std::uint64_t low;  // of the trace id
  bool sampled;
};

const RatioCase kRatioCases[] = {
    {"Zero_SamplesNothing", 0, 0, false},
    {"Negative_CountsAsZero", -1, 0, false},
    {"One_SamplesTheHighestId", 1, UINT64_MAX, true},
    {"AboveOne_CountsAsOne", 2, UINT64_MAX, true},
    {"Half_SamplesBelowHalf", 0.5, 0x7FFFFFFFFFFFFFFF, true},
    {"Half_DropsFromHalf", 0.5, 0x8000000000000000, false},
    {"Quarter_SamplesBelowQuarter", 0.25, 0x3FFFFFFFFFFFFFFF, true},
    {"Quarter_DropsFromQuarter", 0.25, 0x4000000000000000, false},
};

class TraceIdRatioTest : public ::testing::TestWithParam<RatioCase> {};

TEST_P(TraceIdRatioTest, DependsOnTheTraceIdOnly) {
  TraceIdRatioBasedSampler sampler(GetParam().ratio);
  for (const Parent parent : {Parent::kNone, Parent::kRemoteSampled, Parent::kLocalUnsampled}) {
    EXPECT_EQ(Ask(sampler, Context(parent), TraceIdOf(GetParam().low)).IsSampled(),
              GetParam().sampled);
  }
}

INSTANTIATE_TEST_SUITE_P(Boundaries, TraceIdRatioTest, ::testing::ValuesIn(kRatioCases),
                         [](const auto& info) { return info.param.name; });

// "A TraceIdRatioBased sampler with a given sampling probability MUST also sample all traces that any sampler with a
// lower sampling probability would sample."
TEST(TraceIdRatioBasedSamplerTest, SamplesWhatALowerRatioSamples) {
  std::uint64_t id = 1;
  for (int i = 0; i < 10000; ++i) {
    id = id * 6364136223846793005u + 1442695040888963407u;
    bool sampled = false;
    for (const double ratio : {0.0001, 0.01, 0.1, 0.5, 0.9}) {
      TraceIdRatioBasedSampler sampler(ratio);
      const bool sampled_here = Ask(sampler, Context(Parent::kNone), TraceIdOf(id)).IsSampled();
      EXPECT_TRUE(!sampled || sampled_here);
      sampled = sampled_here;
    }
  }
}

TEST(TraceIdRatioBasedSamplerTest, DescribesItsRatio) {
  EXPECT_EQ(TraceIdRatioBasedSamplerFactory::Create(0.0001)->GetDescription(),
            "TraceIdRatioBased{0.000100}");
}

// As a tracer asks.
SamplingRule::Answer RuleFor(const Sampler& sampler, Parent kind) {
  const api::SpanContext parent = Context(kind);
  return SamplingRule::Of(sampler).For(parent.IsValid() ? &parent : nullptr);
}

class ParentBasedSamplerTest : public ::testing::TestWithParam<Parent> {};

TEST_P(ParentBasedSamplerTest, AsksTheSamplerForThatKindOfParent) {
  // Only the delegate that GetParam() names samples.
  const auto delegate = [](Parent parent) -> std::shared_ptr<Sampler> {
    if (parent == GetParam()) return AlwaysOnSamplerFactory::Create();
    return AlwaysOffSamplerFactory::Create();
  };
  ParentBasedSampler sampler(delegate(Parent::kNone), delegate(Parent::kRemoteSampled),
                             delegate(Parent::kRemoteUnsampled), delegate(Parent::kLocalSampled),
                             delegate(Parent::kLocalUnsampled));
  for (const Parent parent : {Parent::kNone, Parent::kRemoteSampled, Parent::kRemoteUnsampled,
                              Parent::kLocalSampled, Parent::kLocalUnsampled}) {
    EXPECT_EQ(Ask(sampler, Context(parent)).IsSampled(), parent == GetParam());
    EXPECT_EQ(RuleFor(sampler, parent),
              parent == GetParam() ? SamplingRule::Answer::kSample : SamplingRule::Answer::kDrop);
  }
}

INSTANTIATE_TEST_SUITE_P(EachDelegate, ParentBasedSamplerTest,
                         ::testing::Values(Parent::kNone, Parent::kRemoteSampled,
                                           Parent::kRemoteUnsampled, Parent::kLocalSampled,
                                           Parent::kLocalUnsampled));

TEST(ParentBasedSamplerDefaultsTest, FollowTheParent) {
  const auto sampler = ParentBasedSamplerFactory::Create(AlwaysOffSamplerFactory::Create());
  EXPECT_FALSE(Ask(*sampler, Context(Parent::kNone)).IsSampled());
  EXPECT_TRUE(Ask(*sampler, Context(Parent::kRemoteSampled)).IsSampled());
  EXPECT_FALSE(Ask(*sampler, Context(Parent::kRemoteUnsampled)).IsSampled());
  EXPECT_TRUE(Ask(*sampler, Context(Parent::kLocalSampled)).IsSampled());
  EXPECT_FALSE(Ask(*sampler, Context(Parent::kLocalUnsampled)).IsSampled());
  EXPECT_EQ(sampler->GetDescription(), "ParentBased{AlwaysOffSampler}");
}

api::SpanContext Noted(Parent parent, std::uint8_t notes) {
  const api::SpanContext context = Context(parent);
  return api::SpanContext(context.trace_id(), context.span_id(), context.trace_flags(),
                          context.IsRemote(), context.trace_state(), notes);
}

TEST(ParentBasedSamplerNotesTest, DecidesADeferredDecisionAsForARoot) {
  ParentBasedSampler samples(AlwaysOnSamplerFactory::Create());
  ParentBasedSampler drops(AlwaysOffSamplerFactory::Create());
  const api::SpanContext parent = Noted(Parent::kRemoteUnsampled, WireNotes::kDeferred);
  EXPECT_TRUE(Ask(samples, parent).IsSampled());
  EXPECT_FALSE(Ask(drops, parent).IsSampled());
  EXPECT_EQ(SamplingRule::Of(samples).For(&parent), SamplingRule::Answer::kAsk);
}

TEST(ParentBasedSamplerNotesTest, FollowsADecisionWithoutIds) {
  const auto decision = [](bool sampled) {
    return api::SpanContext(api::TraceId(), api::SpanId(), api::TraceFlags(sampled ? 1 : 0), true,
                            api::TraceState::GetDefault(), WireNotes::kNoIds);
  };
  ParentBasedSampler samples(AlwaysOnSamplerFactory::Create());
  ParentBasedSampler drops(AlwaysOffSamplerFactory::Create());
  EXPECT_TRUE(Ask(drops, decision(true)).IsSampled());
  EXPECT_FALSE(Ask(samples, decision(false)).IsSampled());
  const auto denial = decision(false);
  EXPECT_EQ(SamplingRule::Of(samples).For(&denial), SamplingRule::Answer::kAsk);
}

class DerivedSampler : public AlwaysOnSampler {};

TEST(SamplingRuleTest, AsksWhatItDoesNotKnow) {
  EXPECT_EQ(RuleFor(TraceIdRatioBasedSampler(1), Parent::kNone), SamplingRule::Answer::kAsk);
  EXPECT_EQ(RuleFor(DerivedSampler(), Parent::kNone), SamplingRule::Answer::kAsk);
  const ParentBasedSampler ratio_at_root(std::make_shared<TraceIdRatioBasedSampler>(0.1));
  EXPECT_EQ(RuleFor(ratio_at_root, Parent::kNone), SamplingRule::Answer::kAsk);
  EXPECT_EQ(RuleFor(ratio_at_root, Parent::kLocalSampled), SamplingRule::Answer::kSample);
}

// Answers as `inner` does, but for the scope `legacy`.
class Overriding final : public OverridingSampler {
 public:
  explicit Overriding(std::unique_ptr<Sampler> inner) : inner_(std::move(inner)) {}
  SamplingResult ShouldSample(const api::SpanContext& parent, api::TraceId trace_id,
                              nostd::string_view name, api::SpanKind kind,
                              const opentelemetry::common::KeyValueIterable& attributes,
                              const api::SpanContextKeyValueIterable& links) noexcept override {
    ++asked;
    return inner_->ShouldSample(parent, trace_id, name, kind, attributes, links);
  }
  nostd::string_view GetDescription() const noexcept override { return "Overriding"; }
  const Sampler& inner() const noexcept override { return *inner_; }
  nostd::string_view scope() const noexcept override { return "legacy"; }

  static inline int asked = 0;

 private:
  std::unique_ptr<Sampler> inner_;
};

TEST(OverridingSamplerTest, IsNotAskedAboutWhatTheInnerOneSamples) {
  const Overriding sampler(ParentBasedSamplerFactory::Create(AlwaysOnSamplerFactory::Create()));
  EXPECT_EQ(RuleFor(sampler, Parent::kNone), SamplingRule::Answer::kSample);
  EXPECT_EQ(RuleFor(sampler, Parent::kRemoteSampled), SamplingRule::Answer::kSample);
  EXPECT_EQ(RuleFor(sampler, Parent::kRemoteUnsampled), SamplingRule::Answer::kAsk);
}

TEST(OverridingSamplerTest, IsAskedAboutEachSpanOfItsScope) {
  TracerProvider provider(
      std::make_unique<SimpleSpanProcessor>(
          std::make_unique<opentelemetry::exporter::memory::InMemorySpanExporter>()),
      opentelemetry::sdk::resource::Resource::GetEmpty(),
      std::make_unique<Overriding>(AlwaysOnSamplerFactory::Create()));
  Overriding::asked = 0;
  provider.GetTracer("new")->StartSpan("span")->End();
  EXPECT_EQ(Overriding::asked, 0);
  provider.GetTracer("legacy")->StartSpan("span")->End();
  EXPECT_EQ(Overriding::asked, 1);
}

}  // namespace
}  // namespace tracebridge
