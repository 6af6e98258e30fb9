#include "shims/opentracing_plugin/priority_sampler.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable_view.h"

namespace tracebridge::opentracing_plugin {
namespace {

namespace api = opentelemetry::trace;
namespace sdk = opentelemetry::sdk::trace;
using Attributes = std::vector<std::pair<std::string, opentelemetry::common::AttributeValue>>;

bool Samples(std::unique_ptr<sdk::Sampler> inner, const Attributes& attributes) {
  using Links = std::vector<std::pair<api::SpanContext, Attributes>>;
  return MakePrioritySampler(std::move(inner))
      ->ShouldSample(api::SpanContext::GetInvalid(), api::TraceId(), "request",
                     api::SpanKind::kServer,
                     opentelemetry::common::KeyValueIterableView<Attributes>(attributes),
                     api::SpanContextKeyValueIterableView<Links>(Links()))
      .IsSampled();
}

TEST(PrioritySamplerTest, SamplesWhatAsksForIt) {
  EXPECT_TRUE(Samples(sdk::AlwaysOffSamplerFactory::Create(), {{"sampling.priority", 1}}));
  EXPECT_FALSE(Samples(sdk::AlwaysOffSamplerFactory::Create(), {{"sampling.priority", 0}}));
  EXPECT_FALSE(Samples(sdk::AlwaysOffSamplerFactory::Create(), {}));
}

TEST(PrioritySamplerTest, LeavesTheRestToTheOtherSampler) {
  EXPECT_TRUE(Samples(sdk::AlwaysOnSamplerFactory::Create(), {}));
  EXPECT_TRUE(Samples(sdk::AlwaysOnSamplerFactory::Create(), {{"sampling.priority", 0}}));
}

TEST(PrioritySamplerTest, NamesTheOtherSampler) {
  EXPECT_EQ(MakePrioritySampler(sdk::AlwaysOffSamplerFactory::Create())->GetDescription(),
            "SamplingPriority{AlwaysOffSampler}");
}

}  // namespace
}  // namespace tracebridge::opentracing_plugin
