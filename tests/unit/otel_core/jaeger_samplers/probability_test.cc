// Which traces jaeger-client-cpp 0.9.0 samples (samplers/ProbabilisticSampler.h; numbers worked out from its rule).
#include "otel_core/jaeger_samplers/src/probability.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace tracebridge::jaeger::probability_test {
namespace {

opentelemetry::trace::TraceId Id(std::uint64_t high, std::uint64_t low) {
  std::array<std::uint8_t, 16> bytes{};
  for (int i = 0; i < 8; ++i) {
    bytes[static_cast<std::size_t>(7 - i)] = static_cast<std::uint8_t>(high >> (8 * i));
    bytes[static_cast<std::size_t>(15 - i)] = static_cast<std::uint8_t>(low >> (8 * i));
  }
  return opentelemetry::trace::TraceId(bytes);
}

struct Case {
  std::string name;
  double rate;
  std::uint64_t low;
  bool sampled;
};

const Case kCases[] = {
    {"All", 1, 0xffffffffffffffff, true},
    {"MoreThanAll", 7, 0xffffffffffffffff, true},
    {"HalfBelow", 0.5, 0x7fffffffffffffff, true},
    {"HalfAbove", 0.5, 0x8000000000000000, false},
    {"QuarterBelow", 0.25, 0x3fffffffffffffff, true},
    {"QuarterAbove", 0.25, 0x4000000000000000, false},
    // 0.001 as a double is 0x1.0624dd2f1a9fcp-10: times 2^64 - 1, cut.
    {"ThousandthAtTheBoundary", 0.001, 0x004189374bc6a7ef, true},
    {"ThousandthAbove", 0.001, 0x004189374bc6a7f0, false},
    {"NoneButZero", 0, 0, true},  // as that client does
    {"None", 0, 1, false},
    {"Negative", -1, 1, false},
    {"NoNumber", std::numeric_limits<double>::quiet_NaN(), 1, false},
};

class ProbabilityTest : public testing::TestWithParam<Case> {};

TEST_P(ProbabilityTest, LooksAtTheLowHalfOfTheTraceId) {
  const Probability probability(GetParam().rate);
  EXPECT_EQ(probability.Samples(Id(0, GetParam().low)), GetParam().sampled);
  EXPECT_EQ(probability.Samples(Id(~0ull, GetParam().low)), GetParam().sampled);
}

INSTANTIATE_TEST_SUITE_P(Client, ProbabilityTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(ProbabilityTest, SamplesItsShareOfRandomTraces) {
  std::mt19937_64 random(42);
  const Probability tenth(0.1);
  int sampled = 0;
  for (int i = 0; i < 100000; ++i) sampled += tenth.Samples(Id(random(), random()));
  EXPECT_NEAR(sampled, 10000, 500);  // more than five standard deviations
}

}  // namespace
}  // namespace tracebridge::jaeger::probability_test
