// Who decides about sampling when the program configured a provider: its sampler does at the root; samplers that an
// OpenCensus start names and OpenTracing's `sampling.priority` are inputs. What happens without a provider:
// nothing_configured_test.cc.
#include <gtest/gtest.h>
#include <opentracing/ext/tags.h>
#include <opentracing/tracer.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "opencensus/trace/context_util.h"
#include "opencensus/trace/propagation/trace_context.h"
#include "opencensus/trace/sampler.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/trace_config.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/tracer.h"
#include "tests/support/bridged_spans.h"
#include "tests/support/header_carrier.h"
#include "tests/support/opentracing_carriers.h"
#include "tracebridge/activate_span.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

using opencensus::trace::propagation::FromTraceParentHeader;
using opencensus::trace::propagation::ToTraceParentHeader;
using opentelemetry::context::RuntimeContext;
using opentelemetry::context::propagation::GlobalTextMapPropagator;
namespace legacy = opencensus::trace;

constexpr char kRemote[] = "00-404142434445464748494a4b4c4d4e4f-6162636465666768-0";

std::shared_ptr<opentelemetry::trace::Span> StartOtel(const std::string& name) {
  return opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("shop")->StartSpan(name);
}

std::unique_ptr<opentracing::SpanContext> Extract(const std::string& traceparent) {
  const test::HttpReader reader(test::Headers{{"traceparent", traceparent}});
  auto context = opentracing::Tracer::Global()->Extract(reader);
  EXPECT_TRUE(context);
  return context ? std::move(*context) : nullptr;
}

// The `traceparent` that leaves.
std::string Injected(const opentracing::SpanContext& context) {
  test::HttpWriter writer;
  EXPECT_TRUE(opentracing::Tracer::Global()->Inject(context, writer));
  return writer.headers.empty() ? "" : writer.headers.front().second;
}
std::string InjectedByOpenTelemetry() {
  test::HeaderCarrier carrier;
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, RuntimeContext::GetCurrent());
  return std::string(carrier.Get("traceparent"));
}
bool SaysSampled(const std::string& traceparent) {
  return !traceparent.empty() && (traceparent.back() - '0') % 2 == 1;
}

// Starts and ends a span `root`. Returns whether its headers say that it is sampled.
using StartRoot = std::function<bool()>;

bool Otel() {
  const auto span = StartOtel("root");
  span->End();
  return span->GetContext().IsSampled();
}
StartRoot OpenTracing(std::vector<std::pair<std::string, opentracing::Value>> tags = {},
                      const std::string& parent = "") {
  return [tags = std::move(tags), parent] {
    const auto remote = parent.empty() ? nullptr : Extract(parent);
    opentracing::StartSpanOptions options;
    options.references.emplace_back(opentracing::SpanReferenceType::ChildOfRef, remote.get());
    options.tags = tags;
    const auto span = opentracing::Tracer::Global()->StartSpanWithOptions("root", options);
    span->Finish();
    return SaysSampled(Injected(span->context()));
  };
}
StartRoot OpenCensus(legacy::Sampler* sampler = nullptr, const std::string& parent = "") {
  return [sampler, parent] {
    const auto span = parent.empty() ? legacy::Span::StartSpan("root", nullptr, {sampler})
                                     : legacy::Span::StartSpanWithRemoteParent(
                                           "root", FromTraceParentHeader(parent), {sampler});
    span.End();
    return SaysSampled(ToTraceParentHeader(span.context()));
  };
}

legacy::AlwaysSampler always;
legacy::NeverSampler never;
using Tags = std::vector<std::pair<std::string, opentracing::Value>>;
const Tags kPriority1{{opentracing::ext::sampling_priority, 1}};
const Tags kPriority0{{opentracing::ext::sampling_priority, 0}};
const std::string kSampled = kRemote + std::string("1");
const std::string kUnsampled = kRemote + std::string("0");

struct Case {
  std::string name;
  std::string sampler;  // OTEL_TRACES_SAMPLER
  StartRoot start;
  bool sampled;
};

const Case kCases[] = {
    // At the root the provider's sampler decides, whichever API asks.
    {"OtelRoot_AlwaysOn", "always_on", Otel, true},
    {"OtelRoot_AlwaysOff", "always_off", Otel, false},
    {"OpenTracingRoot_AlwaysOn", "always_on", OpenTracing(), true},
    {"OpenTracingRoot_AlwaysOff", "always_off", OpenTracing(), false},
    {"OpenCensusRoot_AlwaysOn", "always_on", OpenCensus(), true},
    {"OpenCensusRoot_AlwaysOff", "always_off", OpenCensus(), false},
    {"OpenCensusRoot_ParentBased", "parentbased_always_on", OpenCensus(), true},
    // What the start of a root says is an input.
    {"OpenCensusRoot_ItsAlwaysSampler", "always_off", OpenCensus(&always), true},
    {"OpenCensusRoot_ItsNeverSampler", "always_on", OpenCensus(&never), false},
    {"OpenTracingRoot_Priority1", "parentbased_always_off", OpenTracing(kPriority1), true},
    {"OpenTracingRoot_Priority0", "always_on", OpenTracing(kPriority0), false},
    // Under a parent.
    {"OpenCensusChild_OfSampled", "parentbased_always_off", OpenCensus(nullptr, kSampled), true},
    {"OpenCensusChild_OfUnsampled", "parentbased_always_on", OpenCensus(nullptr, kUnsampled),
     false},
    {"OpenCensusChild_NeverSampler_OfSampled", "parentbased_always_on",
     OpenCensus(&never, kSampled), true},
    {"OpenCensusChild_AlwaysSampler_OfUnsampled", "parentbased_always_on",
     OpenCensus(&always, kUnsampled), true},
    {"OpenTracingChild_OfSampled", "parentbased_always_off", OpenTracing({}, kSampled), true},
    {"OpenTracingChild_OfUnsampled", "parentbased_always_on", OpenTracing({}, kUnsampled), false},
    {"OpenTracingChild_Priority1_OfUnsampled", "parentbased_always_on",
     OpenTracing(kPriority1, kUnsampled), true},
    {"OpenTracingChild_Priority0_OfSampled", "parentbased_always_on",
     OpenTracing(kPriority0, kSampled), false},
};

class SamplingTest : public ::testing::TestWithParam<Case> {};

TEST_P(SamplingTest, IsDecidedOnce_ForHeadersAndExportAlike) {
  test::BridgedSpans bridge(test::Settings{{"OTEL_TRACES_SAMPLER", GetParam().sampler}});
  EXPECT_EQ(GetParam().start(), GetParam().sampled);
  EXPECT_EQ(bridge.Exported().count("root") == 1, GetParam().sampled);
}

INSTANTIATE_TEST_SUITE_P(Rules, SamplingTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

class SamplingPriorityTest : public ::testing::Test {
 protected:
  std::unique_ptr<opentracing::Span> StartOpenTracing(const std::string& name) {
    return opentracing::Tracer::Global()->StartSpan(name);
  }

  test::BridgedSpans bridge_{test::Settings{{"OTEL_TRACES_SAMPLER", "parentbased_always_on"}}};
};

TEST_F(SamplingPriorityTest, ZeroAfterTheStartStopsRecordingAndClearsTheFlagInLaterInjects) {
  const auto span = StartOpenTracing("withdrawn");
  const ActivateSpan scope(*span);
  EXPECT_TRUE(SaysSampled(Injected(span->context())));
  StartOtel("child before")->End();

  span->SetTag(opentracing::ext::sampling_priority, 0);
  EXPECT_FALSE(SaysSampled(Injected(span->context())));
  EXPECT_FALSE(SaysSampled(InjectedByOpenTelemetry()));
  EXPECT_FALSE(SaysSampled(ToTraceParentHeader(legacy::GetCurrentSpan().context())));
  EXPECT_FALSE(legacy::GetCurrentSpan().IsSampled());
  StartOtel("otel child after")->End();
  StartOpenTracing("opentracing child after")->Finish();
  legacy::Span::StartSpan("opencensus child after").End();
  span->Finish();

  const auto exported = bridge_.Exported();
  EXPECT_EQ(exported.size(), 1u);
  EXPECT_EQ(exported.count("child before"), 1u);
}

TEST_F(SamplingPriorityTest, OneAfterTheStartCannotResurrectAndIsCounted) {
  const auto before = Counted(Diagnostic::kSamplingPriorityTooLate);
  const auto remote = Extract(kUnsampled);
  const auto span =
      opentracing::Tracer::Global()->StartSpan("unsampled", {opentracing::ChildOf(remote.get())});
  span->SetTag(opentracing::ext::sampling_priority, 1);
  EXPECT_FALSE(SaysSampled(Injected(span->context())));
  span->Finish();
  EXPECT_EQ(bridge_.Exported().size(), 0u);
  EXPECT_EQ(Counted(Diagnostic::kSamplingPriorityTooLate) - before, 1u);
}

TEST_F(SamplingPriorityTest, OneAfterZeroCannotResurrectEither) {
  const auto before = Counted(Diagnostic::kSamplingPriorityTooLate);
  const auto span = StartOpenTracing("withdrawn");
  span->SetTag(opentracing::ext::sampling_priority, 0);
  span->SetTag(opentracing::ext::sampling_priority, 1);
  EXPECT_FALSE(SaysSampled(Injected(span->context())));
  span->Finish();
  EXPECT_EQ(bridge_.Exported().size(), 0u);
  EXPECT_EQ(Counted(Diagnostic::kSamplingPriorityTooLate) - before, 1u);
}

// TraceParams stay set for the rest of the process, which is why the cases above all name a sampler.
TEST(SamplingTraceConfigTest, DecidesAboutOpenCensusRootsUnlessTheEnvironmentNamesASampler) {
  legacy::TraceConfig::SetCurrentTraceParams({32, 32, 128, 32, legacy::ProbabilitySampler(0.0)});
  {
    test::BridgedSpans bridge;
    EXPECT_FALSE(OpenCensus()());
    EXPECT_TRUE(OpenCensus(nullptr, kSampled)());
    EXPECT_TRUE(OpenTracing()());
    EXPECT_TRUE(Otel());
  }
  {
    test::BridgedSpans bridge(test::Settings{{"OTEL_TRACES_SAMPLER", "always_on"}});
    EXPECT_TRUE(OpenCensus()());
  }
}

}  // namespace
}  // namespace tracebridge
