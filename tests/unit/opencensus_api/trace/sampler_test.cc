#include "opencensus/trace/sampler.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

namespace opencensus {
namespace trace {
namespace {

// A trace id whose first half is `number`, least significant byte first.
TraceId WithNumber(uint64_t number) {
  uint8_t bytes[TraceId::kSize] = {};
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<uint8_t>(number >> (8 * i));
  return TraceId(bytes);
}

bool Samples(const Sampler& sampler, uint64_t number) {
  return sampler.ShouldSample(nullptr, false, WithNumber(number), SpanId(), "op", {});
}

TEST(AlwaysSamplerTest, SaysYes) { EXPECT_TRUE(Samples(AlwaysSampler(), UINT64_MAX)); }

TEST(NeverSamplerTest, SaysNo) { EXPECT_FALSE(Samples(NeverSampler(), 0)); }

struct ProbabilityCase {
  std::string name;
  double probability;
  uint64_t last_sampled;  // of the numbers; UINT64_MAX: all
};

// The numbers are those that the original computes: a fleet has to agree on them.
const ProbabilityCase kCases[] = {
    {"One", 1.0, UINT64_MAX},
    {"MoreThanOne", 7.5, UINT64_MAX},
    {"Half", 0.5, 0x7fffffffffffffff},
    {"Quarter", 0.25, 0x3fffffffffffffff},
    {"OneInTenThousand", 1e-4, 0x00068db8bac710cb},
};

class ProbabilitySamplerTest : public testing::TestWithParam<ProbabilityCase> {};

TEST_P(ProbabilitySamplerTest, SamplesTheLowestNumbers) {
  const ProbabilitySampler sampler(GetParam().probability);
  EXPECT_TRUE(Samples(sampler, 0));
  EXPECT_TRUE(Samples(sampler, GetParam().last_sampled));
  if (GetParam().last_sampled != UINT64_MAX) {
    EXPECT_FALSE(Samples(sampler, GetParam().last_sampled + 1));
    EXPECT_FALSE(Samples(sampler, UINT64_MAX));
  }
}

INSTANTIATE_TEST_SUITE_P(Threshold, ProbabilitySamplerTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(ProbabilitySamplerTest, SamplesNothingAtZeroAndBelow) {
  for (const double none : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_FALSE(Samples(ProbabilitySampler(none), 0)) << none;
  }
}

TEST(ProbabilitySamplerTest, DoesNotWrapJustBelowOne) {
  const ProbabilitySampler sampler(0x1.fffffffffffffp-1);
  EXPECT_TRUE(Samples(sampler, UINT64_MAX - (uint64_t{1} << 32)));
}

}  // namespace
}  // namespace trace
}  // namespace opencensus
