#include "opencensus/trace/trace_config.h"

#include "shims/opencensus/default_provider.h"
#include "tests/unit/shims/opencensus/opencensus_test.h"

namespace tracebridge::opencensus_shim {
namespace {
using opencensus::trace::ProbabilitySampler;
using opencensus::trace::Span;
using opencensus::trace::TraceConfig;

bool SamplesARoot() { return Span::StartSpan("op").IsSampled(); }

class TraceConfigTest : public OpenCensusTest {
 protected:
  ~TraceConfigTest() override {
    SetRootSampler(nullptr);
    TraceConfig::SetCurrentTraceParams({32, 32, 128, 32, ProbabilitySampler(1e-4)});
  }
};

TEST_F(TraceConfigTest, KeepsWhatWasSet) {
  TraceConfig::SetCurrentTraceParams({1, 2, 3, 4, ProbabilitySampler{1.0}});
  const Limits limits = CurrentLimits();
  EXPECT_EQ(limits.attributes, 1u);
  EXPECT_EQ(limits.annotations, 2u);
  EXPECT_EQ(limits.message_events, 3u);
  EXPECT_EQ(limits.links, 4u);
  EXPECT_TRUE(TraceConfigWasSet());
  EXPECT_TRUE(SamplesARoot());
  TraceConfig::SetCurrentTraceParams({1, 2, 3, 4, ProbabilitySampler{0.0}});
  EXPECT_FALSE(SamplesARoot());
}

TEST_F(TraceConfigTest, YieldsToASamplerOfTheEnvironment) {
  TraceConfig::SetCurrentTraceParams({32, 32, 128, 32, ProbabilitySampler{0.0}});
  SetRootSampler([](const TraceIdBytes&, bool has_parent) { return !has_parent; });
  EXPECT_TRUE(SamplesARoot());
  EXPECT_FALSE(Span::StartSpanWithRemoteParent("op", RemoteContext(0)).IsSampled());
  EXPECT_TRUE(Span::StartSpanWithRemoteParent("op", RemoteContext(0), {&always_}).IsSampled())
      << "the sampler of the call comes first";
  EXPECT_FALSE(Span::StartSpan("op", nullptr, {&never_}).IsSampled());
}

}  // namespace
}  // namespace tracebridge::opencensus_shim
