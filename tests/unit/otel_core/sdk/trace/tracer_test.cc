// OpenTelemetry specification 1.60.0, trace/api.md "Span" and trace/sdk.md, sentence by sentence.
#include "opentelemetry/sdk/trace/tracer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/exporters/memory/in_memory_span_exporter.h"
#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/parent.h"
#include "opentelemetry/sdk/trace/simple_processor.h"
#include "opentelemetry/sdk/trace/stop_recording.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/scope.h"
#include "tests/unit/otel_core/sdk/trace/recording_exporter.h"
#include "tracebridge/debug_id.h"
#include "tracebridge/wire_notes.h"

namespace tracebridge {
namespace {

namespace api = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using namespace opentelemetry::sdk::trace;  // NOLINT(google-build-using-namespace): what is tested
using opentelemetry::common::KeyValueIterable;
using opentelemetry::common::SteadyTimestamp;
using opentelemetry::common::SystemTimestamp;
using opentelemetry::exporter::memory::InMemorySpanData;
using opentelemetry::exporter::memory::InMemorySpanExporter;
using opentelemetry::sdk::resource::Resource;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tracebridge::test::Exported;
using tracebridge::test::RecordingExporter;

// Each span is exported when it ends.
class TracerTest : public ::testing::Test {
 protected:
  void Configure(std::unique_ptr<Sampler> sampler, SpanLimits limits = SpanLimits(),
                 std::unique_ptr<IdGenerator> ids = nullptr) {
    provider_ = std::make_unique<TracerProvider>(
        std::make_unique<SimpleSpanProcessor>(std::make_unique<RecordingExporter>(exported_)),
        Resource::GetEmpty(), std::move(sampler), std::move(ids), nullptr, limits);
    tracer_ = provider_->GetTracer("tests");
  }
  void SetUp() override { Configure(nullptr); }

  std::vector<std::string> Spans() const { return exported_->spans(); }

  std::shared_ptr<Exported> exported_ = std::make_shared<Exported>();
  std::unique_ptr<TracerProvider> provider_;
  nostd::shared_ptr<api::Tracer> tracer_;
};

// OTEL_TRACES_EXPORTER=none: there is nobody to record for, but callees, log lines and samplers are as they would be.
TEST(TracerWithoutProcessorsTest, StartsSpansThatHaveIdsAndRecordNothing) {
  TracerProvider provider(std::vector<std::unique_ptr<SpanProcessor>>{});
  const auto tracer = provider.GetTracer("tests");
  EXPECT_FALSE(tracer->Enabled());
  const auto root = tracer->StartSpan("root");
  EXPECT_TRUE(root->GetContext().IsValid());
  EXPECT_TRUE(root->GetContext().IsSampled());
  EXPECT_FALSE(root->IsRecording());
  api::StartSpanOptions under;
  under.parent = root->GetContext();
  const auto child = tracer->StartSpan("child", under);
  EXPECT_EQ(child->GetContext().trace_id(), root->GetContext().trace_id());
  EXPECT_FALSE(child->GetContext().span_id() == root->GetContext().span_id());
  provider.Shutdown();
  EXPECT_FALSE(tracer->StartSpan("late")->GetContext().IsValid());
}

// `jaeger-debug-id: ticket-4711`, alone and beside a parent that another format names.
TEST_F(TracerTest, ADebugIdIsOfTheFirstSpanAndGoesNoFurther) {
  const auto state = api::TraceState::FromHeader("jaeger-debug-id=ticket-4711,congo=1");
  const api::SpanContext decision(api::TraceId(), api::SpanId(), api::TraceFlags(1),
                                  /*is_remote=*/true, state,
                                  WireNotes::kDebug | WireNotes::kNoIds | WireNotes::kDebugId);
  const std::uint8_t trace_id[16] = {1};
  const std::uint8_t span_id[8] = {1};
  const api::SpanContext parent(api::TraceId(trace_id), api::SpanId(span_id), api::TraceFlags(1),
                                /*is_remote=*/true, state, WireNotes::kDebugId);
  for (const api::SpanContext& said : {decision, parent}) {
    api::StartSpanOptions under;
    under.parent = said;
    exported_ = std::make_shared<Exported>();
    Configure(std::make_unique<ParentBasedSampler>(std::make_shared<AlwaysOffSampler>()));
    {
      const auto first = tracer_->StartSpan("first", under);
      EXPECT_EQ(first->GetContext().trace_state()->ToHeader(), "congo=1");
      EXPECT_FALSE(HasDebugId(first->GetContext()));
      const api::Scope scope(first);
      tracer_->StartSpan("child")->End();
      first->End();
    }
    EXPECT_THAT(Spans(), ElementsAre("child {}", "first {jaeger-debug-id: \"ticket-4711\"}"));
    Configure(std::make_unique<AlwaysOffSampler>());
    EXPECT_EQ(tracer_->StartSpan("first", under)->GetContext().trace_state()->ToHeader(),
              "congo=1");
  }
}

// A member of that name is somebody else's where no header asked for it.
TEST_F(TracerTest, ATraceStateWithoutADebugIdGoesOn) {
  const std::uint8_t trace_id[16] = {1};
  const std::uint8_t span_id[8] = {1};
  api::StartSpanOptions under;
  under.parent =
      api::SpanContext(api::TraceId(trace_id), api::SpanId(span_id), api::TraceFlags(1),
                       /*is_remote=*/true, api::TraceState::FromHeader("jaeger-debug-id=x"));
  const auto span = tracer_->StartSpan("span", under);
  EXPECT_EQ(span->GetContext().trace_state()->ToHeader(), "jaeger-debug-id=x");
  span->End();
  EXPECT_THAT(Spans(), ElementsAre("span {}"));
}

// `x-datadog-*` of a synthetic test: no parent, but an origin that the whole trace has.
TEST_F(TracerTest, ADecisionsTraceStateIsThatOfTheTrace) {
  api::StartSpanOptions begins;
  begins.parent =
      api::SpanContext(api::TraceId(), api::SpanId(), api::TraceFlags(1), /*is_remote=*/true,
                       api::TraceState::FromHeader("dd=s:2;o:synthetics"), WireNotes::kNoIds);
  Configure(std::make_unique<ParentBasedSampler>(std::make_shared<AlwaysOffSampler>()));
  const auto root = tracer_->StartSpan("root", begins);
  EXPECT_EQ(root->GetContext().trace_state()->ToHeader(), "dd=s:2;o:synthetics");
  const api::Scope scope(root);
  EXPECT_EQ(tracer_->StartSpan("child")->GetContext().trace_state()->ToHeader(),
            "dd=s:2;o:synthetics");
  root->End();
  EXPECT_THAT(Spans(), ElementsAre("child {}", "root {}"));
}

// The same, but the spans themselves can be looked at.
class TracerDataTest : public ::testing::Test {
 protected:
  TracerDataTest() {
    auto exporter = std::make_unique<InMemorySpanExporter>();
    data_ = exporter->GetData();
    provider_ = std::make_unique<TracerProvider>(
        std::make_unique<SimpleSpanProcessor>(std::move(exporter)));
    tracer_ = provider_->GetTracer("tests", "1.0");
  }

  std::unique_ptr<SpanData> TheSpan() {
    auto spans = data_->GetSpans();
    EXPECT_EQ(spans.size(), 1u);
    return std::move(spans.at(0));
  }

  std::shared_ptr<InMemorySpanData> data_;
  std::unique_ptr<TracerProvider> provider_;
  nostd::shared_ptr<api::Tracer> tracer_;
};

// Remembers what it was asked, and answers as it is told.
class FakeSampler final : public Sampler {
 public:
  explicit FakeSampler(SamplingResult* answer, std::string* asked)
      : answer_(answer), asked_(asked) {}

  SamplingResult ShouldSample(const api::SpanContext& parent, api::TraceId, nostd::string_view name,
                              api::SpanKind kind, const KeyValueIterable& attributes,
                              const api::SpanContextKeyValueIterable& links) noexcept override {
    *asked_ = std::string(name) + " kind " + std::to_string(static_cast<int>(kind)) + " parent " +
              (parent.IsValid() ? "yes" : "no") + " attributes " +
              std::to_string(attributes.size()) + " links " + std::to_string(links.size());
    return std::move(*answer_);
  }
  nostd::string_view GetDescription() const noexcept override { return "FakeSampler"; }

 private:
  SamplingResult* answer_;
  std::string* asked_;
};

TEST_F(TracerTest, ExportsASpanWhenItEnds) {
  auto span = tracer_->StartSpan("GET", {{"retry", false}});
  span->SetAttribute("status", 200);
  span->AddEvent("miss", {{"key", "k"}});
  EXPECT_THAT(Spans(), IsEmpty());
  span->End();
  EXPECT_THAT(Spans(), ElementsAre("GET {retry: false, status: 200} event miss {key: \"k\"}"));
}

api::SpanContext Remote(bool has_ids, bool sampled, std::uint8_t notes) {
  const std::uint8_t trace_id[16] = {1};
  const std::uint8_t span_id[8] = {2};
  return api::SpanContext(has_ids ? api::TraceId(trace_id) : api::TraceId(),
                          has_ids ? api::SpanId(span_id) : api::SpanId(),
                          api::TraceFlags(sampled ? 1 : 0), /*is_remote=*/true,
                          api::TraceState::GetDefault(), notes);
}

TEST_F(TracerTest, PassesOnWhatAHeaderNotedAboutTheTrace) {
  api::StartSpanOptions options;
  options.parent = Remote(
      true, true,
      WireNotes::kDebug | WireNotes::kFirehose | WireNotes::kShortTraceId | WireNotes::kDeferred);
  EXPECT_EQ(tracer_->StartSpan("GET", options)->GetContext().wire_notes(),
            WireNotes::kDebug | WireNotes::kFirehose | WireNotes::kShortTraceId);
  EXPECT_EQ(tracer_->StartSpan("GET")->GetContext().wire_notes(), 0);
}

TEST_F(TracerTest, StartsANewTraceForADecisionWithoutIds) {
  Configure(std::make_unique<ParentBasedSampler>(std::make_shared<AlwaysOnSampler>()));
  const api::Scope current(tracer_->StartSpan("current"));
  api::StartSpanOptions options;
  options.parent = Remote(false, false, WireNotes::kNoIds);
  const api::SpanContext dropped = tracer_->StartSpan("GET", options)->GetContext();
  EXPECT_TRUE(dropped.IsValid());
  EXPECT_FALSE(dropped.IsSampled());
  EXPECT_NE(dropped.trace_id(),
            api::GetSpanContext(opentelemetry::context::RuntimeContext::GetCurrent()).trace_id());

  Configure(std::make_unique<ParentBasedSampler>(std::make_shared<AlwaysOffSampler>()));
  options.parent = api::SetSpan(opentelemetry::context::Context(),
                                nostd::shared_ptr<api::Span>(new api::DefaultSpan(
                                    Remote(false, true, WireNotes::kNoIds | WireNotes::kDebug))));
  const api::SpanContext kept = tracer_->StartSpan("GET", options)->GetContext();
  EXPECT_TRUE(kept.IsSampled());
  EXPECT_EQ(kept.wire_notes(), WireNotes::kDebug);
}

TEST_F(TracerTest, EndsASpanWithItsLastReference) {
  tracer_->StartSpan("GET");
  EXPECT_THAT(Spans(), ElementsAre("GET {}"));
}

TEST_F(TracerTest, IgnoresEverythingAfterEnd) {
  auto span = tracer_->StartSpan("GET");
  EXPECT_TRUE(span->IsRecording());
  span->End();
  EXPECT_FALSE(span->IsRecording());
  span->SetAttribute("late", 1);
  span->AddEvent("late");
  span->AddLink(span->GetContext(), {{"late", 1}});
  span->SetStatus(api::StatusCode::kError, "late");
  span->UpdateName("late");
  span->End();
  EXPECT_THAT(Spans(), ElementsAre("GET {}"));
  EXPECT_TRUE(span->GetContext().IsValid());
}

TEST_F(TracerTest, UpdatesTheName) {
  auto span = tracer_->StartSpan("GET");
  span->UpdateName("GET /items");
  span->End();
  EXPECT_THAT(Spans(), ElementsAre("GET /items {}"));
}

TEST_F(TracerTest, LinksAtStartAndLater) {
  const auto other = tracer_->StartSpan("other")->GetContext();
  auto span = tracer_->StartSpan("GET", {{"a", 1}}, {{other, {{"at", "start"}}}});
  span->AddLink(other, {{"at", "later"}});
  span->AddLinks({{other, {{"at", "last"}}}});
  span->End();
  EXPECT_EQ(Spans().back(),
            "GET {a: 1} link {at: \"start\"} link {at: \"later\"} link {at: \"last\"}");
}

struct StatusCase {
  std::string name;
  std::vector<std::pair<api::StatusCode, std::string>> calls;
  std::string expected;
};

// trace/api.md "Set Status".
const StatusCase kStatusCases[] = {
    {"ErrorKeepsItsDescription", {{api::StatusCode::kError, "EIO"}}, "s {} status error \"EIO\""},
    {"OkHasNoDescription", {{api::StatusCode::kOk, "fine"}}, "s {} status ok"},
    {"OkIsFinal", {{api::StatusCode::kOk, ""}, {api::StatusCode::kError, "EIO"}}, "s {} status ok"},
    {"OkOverridesError",
     {{api::StatusCode::kError, "EIO"}, {api::StatusCode::kOk, ""}},
     "s {} status ok"},
    {"LaterErrorReplacesDescription",
     {{api::StatusCode::kError, "a"}, {api::StatusCode::kError, "b"}},
     "s {} status error \"b\""},
    {"UnsetIsIgnored",
     {{api::StatusCode::kError, "EIO"}, {api::StatusCode::kUnset, ""}},
     "s {} status error \"EIO\""},
};

class TracerStatusTest : public TracerTest, public ::testing::WithParamInterface<StatusCase> {};

TEST_P(TracerStatusTest, FollowsTheRules) {
  auto span = tracer_->StartSpan("s");
  for (const auto& [code, description] : GetParam().calls) span->SetStatus(code, description);
  span->End();
  EXPECT_THAT(Spans(), ElementsAre(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Specification, TracerStatusTest, ::testing::ValuesIn(kStatusCases),
                         [](const auto& info) { return info.param.name; });

TEST_F(TracerDataTest, MakesARootWithFreshIds) {
  tracer_->StartSpan("root");
  const auto root = TheSpan();
  EXPECT_TRUE(root->GetTraceId().IsValid());
  EXPECT_TRUE(root->GetSpanId().IsValid());
  EXPECT_FALSE(root->GetParentSpanId().IsValid());
  EXPECT_EQ(root->GetFlags().flags(), 3);  // sampled, random
}

TEST_F(TracerDataTest, TakesTheCurrentSpanAsParent) {
  auto parent = tracer_->StartSpan("parent");
  {
    const api::Scope scope(parent);
    tracer_->StartSpan("child");
  }
  const auto child = TheSpan();
  EXPECT_EQ(child->GetTraceId(), parent->GetContext().trace_id());
  EXPECT_EQ(child->GetParentSpanId(), parent->GetContext().span_id());
}

TEST_F(TracerDataTest, TakesAnExplicitSpanContextAsParent) {
  auto parent = tracer_->StartSpan("parent");
  auto current = tracer_->StartSpan("current");
  const api::Scope scope(current);
  api::StartSpanOptions options;
  options.parent = parent->GetContext();
  tracer_->StartSpan("child", options);
  EXPECT_EQ(TheSpan()->GetParentSpanId(), parent->GetContext().span_id());
}

TEST_F(TracerDataTest, TakesTheSpanOfAnExplicitContextAsParent) {
  auto parent = tracer_->StartSpan("parent");
  auto current = tracer_->StartSpan("current");
  const api::Scope scope(current);
  api::StartSpanOptions options;
  options.parent = api::SetSpan(opentelemetry::context::Context{}, parent);
  tracer_->StartSpan("child", options);
  EXPECT_EQ(TheSpan()->GetParentSpanId(), parent->GetContext().span_id());
}

TEST_F(TracerDataTest, MakesARootWhenAskedTo) {
  auto current = tracer_->StartSpan("current");
  const api::Scope scope(current);
  api::StartSpanOptions options;
  options.parent = opentelemetry::context::Context{api::kIsRootSpanKey, true};
  tracer_->StartSpan("root", options);
  const auto root = TheSpan();
  EXPECT_FALSE(root->GetParentSpanId().IsValid());
  EXPECT_FALSE(root->GetTraceId() == current->GetContext().trace_id());
}

TEST_F(TracerDataTest, FallsBackToTheCurrentSpanWhenTheExplicitParentIsInvalid) {
  auto current = tracer_->StartSpan("current");
  const api::Scope scope(current);
  api::StartSpanOptions options;
  options.parent = api::SpanContext::GetInvalid();
  tracer_->StartSpan("child", options);
  EXPECT_EQ(TheSpan()->GetParentSpanId(), current->GetContext().span_id());
}

TEST_F(TracerDataTest, ContinuesARemoteTrace) {
  const std::uint8_t trace_id[16] = {1};
  const std::uint8_t span_id[8] = {2};
  api::StartSpanOptions options;
  options.kind = api::SpanKind::kServer;
  options.parent = api::SpanContext(api::TraceId(trace_id), api::SpanId(span_id),
                                    api::TraceFlags(1), true, api::TraceState::FromHeader("a=1"));
  auto span = tracer_->StartSpan("server", options);
  EXPECT_FALSE(span->GetContext().IsRemote());
  EXPECT_EQ(span->GetContext().trace_state()->ToHeader(), "a=1");
  EXPECT_EQ(span->GetContext().trace_flags().flags(), 1);  // its random flag is its parent's
  span->End();
  const auto server = TheSpan();
  EXPECT_EQ(server->GetTraceId(), api::TraceId(trace_id));
  EXPECT_EQ(server->GetParentSpanId(), api::SpanId(span_id));
  EXPECT_EQ(server->GetSpanKind(), api::SpanKind::kServer);
}

TEST_F(TracerDataTest, TakesGivenTimes) {
  api::StartSpanOptions start;
  start.start_system_time = SystemTimestamp(std::chrono::seconds(1000));
  start.start_steady_time = SteadyTimestamp(std::chrono::nanoseconds(50));
  api::EndSpanOptions end;
  end.end_steady_time = SteadyTimestamp(std::chrono::nanoseconds(250));
  tracer_->StartSpan("s", start)->End(end);
  const auto span = TheSpan();
  EXPECT_EQ(span->GetStartTime(), start.start_system_time);
  EXPECT_EQ(span->GetDuration(), std::chrono::nanoseconds(200));
}

TEST_F(TracerDataTest, NeverHasANegativeDuration) {
  api::StartSpanOptions start;
  start.start_steady_time = SteadyTimestamp(std::chrono::nanoseconds(50));
  api::EndSpanOptions end;
  end.end_steady_time = SteadyTimestamp(std::chrono::nanoseconds(20));
  tracer_->StartSpan("s", start)->End(end);
  EXPECT_EQ(TheSpan()->GetDuration(), std::chrono::nanoseconds(0));
}

TEST_F(TracerDataTest, ReadsTheClocksOtherwise) {
  const auto before = std::chrono::system_clock::now();
  tracer_->StartSpan("s");
  const auto after = std::chrono::system_clock::now();
  const auto span = TheSpan();
  EXPECT_GE(span->GetStartTime().time_since_epoch(), before.time_since_epoch());
  EXPECT_LE(span->GetStartTime().time_since_epoch() + span->GetDuration(),
            after.time_since_epoch() + std::chrono::milliseconds(100));
}

TEST_F(TracerDataTest, PassesScopeAndResourceOn) {
  tracer_->StartSpan("s");
  const auto span = TheSpan();
  EXPECT_EQ(span->GetInstrumentationScope().GetName(), "tests");
  EXPECT_EQ(span->GetInstrumentationScope().GetVersion(), "1.0");
  EXPECT_EQ(&span->GetResource(), &provider_->GetResource());
}

TEST_F(TracerTest, AsksTheSamplerWithWhatIsKnownAtTheStart) {
  SamplingResult answer{Decision::RECORD_AND_SAMPLE, nullptr, {}};
  std::string asked;
  Configure(std::make_unique<FakeSampler>(&answer, &asked));
  api::StartSpanOptions options;
  options.kind = api::SpanKind::kClient;
  tracer_->StartSpan("s", {{"a", 1}, {"b", 2}}, {{api::SpanContext::GetInvalid(), {}}}, options);
  EXPECT_EQ(asked, "s kind 2 parent no attributes 2 links 1");
}

TEST_F(TracerTest, AddsTheSamplersAttributesAndTraceState) {
  SamplingResult answer{
      Decision::RECORD_AND_SAMPLE,
      std::make_unique<const std::map<std::string, opentelemetry::common::AttributeValue>>(
          std::map<std::string, opentelemetry::common::AttributeValue>{{"sampler.rule", "r1"}}),
      api::TraceState::FromHeader("s=1")};
  std::string asked;
  Configure(std::make_unique<FakeSampler>(&answer, &asked));
  auto span = tracer_->StartSpan("s", {{"a", 1}});
  EXPECT_EQ(span->GetContext().trace_state()->ToHeader(), "s=1");
  span->End();
  EXPECT_THAT(Spans(), ElementsAre("s {a: 1, sampler.rule: \"r1\"}"));
}

TEST_F(TracerTest, RecordsButDoesNotExportWhatIsOnlyRecorded) {
  SamplingResult answer{Decision::RECORD_ONLY, nullptr, {}};
  std::string asked;
  Configure(std::make_unique<FakeSampler>(&answer, &asked));
  auto span = tracer_->StartSpan("s");
  EXPECT_TRUE(span->IsRecording());
  EXPECT_FALSE(span->GetContext().IsSampled());
  span->End();
  EXPECT_THAT(Spans(), IsEmpty());
}

TEST_F(TracerTest, GivesAnUnsampledSpanIdsOnly) {
  Configure(std::make_unique<AlwaysOffSampler>());
  auto span = tracer_->StartSpan("s");
  EXPECT_FALSE(span->IsRecording());
  EXPECT_TRUE(span->GetContext().IsValid());
  EXPECT_FALSE(span->GetContext().IsSampled());
  span->SetAttribute("a", 1);
  span->End();
  EXPECT_THAT(Spans(), IsEmpty());
}

TEST_F(TracerTest, AppliesLimits) {
  SpanLimits limits;
  limits.attribute_count_limit = 1;
  limits.event_count_limit = 0;
  limits.link_count_limit = 0;
  Configure(nullptr, limits);
  auto span = tracer_->StartSpan("s", {{"a", 1}, {"b", 2}});
  span->AddEvent("e");
  span->AddLink(span->GetContext(), {{"x", 1}});
  span->End();
  EXPECT_THAT(Spans(),
              ElementsAre("s {a: 1} dropped 1 attributes dropped 1 events dropped 1 links"));
}

TEST_F(TracerTest, HasTheSpecificationsLimitsByDefault) {
  auto span = tracer_->StartSpan("s");
  for (int i = 0; i < 130; ++i) {
    span->SetAttribute("k" + std::to_string(i), i);
    span->AddEvent("e");
  }
  span->End();
  EXPECT_THAT(Spans(), ElementsAre(::testing::AllOf(::testing::HasSubstr("dropped 2 attributes"),
                                                    ::testing::HasSubstr("dropped 2 events"))));
}

class CountingIds final : public IdGenerator {
 public:
  CountingIds() : IdGenerator(false) {}
  api::SpanId GenerateSpanId() noexcept override {
    const std::uint8_t id[8] = {++spans_};
    return api::SpanId(id);
  }
  api::TraceId GenerateTraceId() noexcept override {
    const std::uint8_t id[16] = {++traces_};
    return api::TraceId(id);
  }

 private:
  std::uint8_t spans_ = 0, traces_ = 0;
};

TEST_F(TracerTest, UsesTheProgramsIdGenerator) {
  Configure(nullptr, SpanLimits(), std::make_unique<CountingIds>());
  auto span = tracer_->StartSpan("s");
  EXPECT_EQ(span->GetContext().trace_id().Id()[0], 1);
  EXPECT_EQ(span->GetContext().span_id().Id()[0], 1);
  EXPECT_EQ(span->GetContext().trace_flags().flags(), 1);  // not random
}

TEST_F(TracerTest, StopsRecordingOnRequest) {
  auto span = tracer_->StartSpan("s");
  EXPECT_TRUE(StopRecording(*span));
  EXPECT_FALSE(span->IsRecording());
  EXPECT_FALSE(span->GetContext().IsSampled());
  EXPECT_TRUE(span->GetContext().IsValid());
  EXPECT_FALSE(StopRecording(*span));
  span->End();
  EXPECT_THAT(Spans(), IsEmpty());
}

TEST_F(TracerTest, StopsRecordingOfItsOwnSpansOnly) {
  api::DefaultSpan foreign(api::SpanContext::GetInvalid());
  EXPECT_FALSE(StopRecording(foreign));
}

TEST_F(TracerTest, MakesUnsampledChildrenOfAStoppedSpan) {
  Configure(std::make_unique<ParentBasedSampler>(std::make_shared<AlwaysOnSampler>()));
  auto parent = tracer_->StartSpan("parent");
  StopRecording(*parent);
  const api::Scope scope(parent);
  EXPECT_FALSE(tracer_->StartSpan("child")->IsRecording());
}

TEST_F(TracerTest, ReturnsSpansThatDoNotRecordAfterShutdown) {
  auto parent = tracer_->StartSpan("parent");
  EXPECT_TRUE(provider_->Shutdown());
  EXPECT_FALSE(tracer_->Enabled());
  const api::Scope scope(parent);
  auto late = tracer_->StartSpan("late");
  EXPECT_FALSE(late->IsRecording());
  EXPECT_EQ(late->GetContext().trace_id(), parent->GetContext().trace_id());
  late->End();
  EXPECT_THAT(Spans(), IsEmpty());
}

}  // namespace
}  // namespace tracebridge
