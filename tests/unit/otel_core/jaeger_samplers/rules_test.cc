#include "otel_core/jaeger_samplers/src/rules.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"
#include "tracebridge/jaeger_samplers.h"

namespace tracebridge::jaeger::rules_test {
namespace {

using opentelemetry::trace::TraceId;

std::atomic<std::int64_t> now{0};
std::int64_t Now() noexcept { return now; }

// Above every rate but 1, and below every rate but 0.
const TraceId kHigh(std::array<std::uint8_t, 16>{0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255,
                                                 255, 255, 254});
const TraceId kLow(std::array<std::uint8_t, 16>{0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1});

std::string Text(const Decision& decision) {
  return (decision.sampled ? "sampled, " : "not, ") + std::string(decision.type) + " " +
         std::to_string(decision.param).substr(0, 4);
}

OperationRates Rates(double lower_bound) {
  return {0.5, lower_bound, {{"always", 1}, {"never", 0}}};
}

TEST(PerOperationRuleTest, HasARateForEachOperation) {
  PerOperationRule rule(Rates(0), 10, nullptr, Now);
  rule.Decide(kHigh, "always");
  rule.Decide(kHigh, "never");  // the one trace that even no bound lets through
  rule.Decide(kHigh, "other");
  EXPECT_EQ(Text(rule.Decide(kHigh, "always")), "sampled, probabilistic 1.00");
  EXPECT_EQ(Text(rule.Decide(kLow, "never")), "not, lowerbound 0.00");
  EXPECT_EQ(Text(rule.Decide(kLow, "other")), "sampled, probabilistic 0.50");
  EXPECT_EQ(Text(rule.Decide(kHigh, "other")), "not, lowerbound 0.50");
}

TEST(PerOperationRuleTest, SamplesRareOperationsUpToTheLowerBound) {
  now = 0;
  PerOperationRule rule(Rates(1), 10, nullptr, Now);
  EXPECT_EQ(Text(rule.Decide(kHigh, "never")), "sampled, lowerbound 0.00");
  EXPECT_EQ(Text(rule.Decide(kHigh, "never")), "not, lowerbound 0.00");
  EXPECT_EQ(Text(rule.Decide(kHigh, "another")), "sampled, lowerbound 0.50");  // has its own
  now += 1'000'000'000;
  EXPECT_EQ(Text(rule.Decide(kHigh, "never")), "sampled, lowerbound 0.00");
  // A trace that the rate samples counts for the bound.
  EXPECT_EQ(Text(rule.Decide(kLow, "another")), "sampled, probabilistic 0.50");
  EXPECT_EQ(Text(rule.Decide(kHigh, "another")), "not, lowerbound 0.50");
}

TEST(PerOperationRuleTest, KeepsNoBoundForMoreOperationsThanItMay) {
  PerOperationRule rule(Rates(1), 3, nullptr, Now);
  EXPECT_EQ(Text(rule.Decide(kHigh, "third")), "sampled, lowerbound 0.50");
  EXPECT_EQ(Text(rule.Decide(kHigh, "fourth")), "not, probabilistic 0.50");
  EXPECT_EQ(Text(rule.Decide(kLow, "fourth")), "sampled, probabilistic 0.50");
  EXPECT_EQ(Text(rule.Decide(kHigh, std::string(5000, 'x'))), "not, probabilistic 0.50");
}

TEST(PerOperationRuleTest, KeepsWhatIsLeftOfABoundThatStays) {
  now = 0;
  PerOperationRule before(Rates(1), 10, nullptr, Now);
  EXPECT_TRUE(before.Decide(kHigh, "never").sampled);
  PerOperationRule same(Rates(1), 10, &before, Now);
  EXPECT_FALSE(same.Decide(kHigh, "never").sampled);
  PerOperationRule other(Rates(2), 10, &before, Now);
  EXPECT_TRUE(other.Decide(kHigh, "never").sampled);
}

TEST(PerOperationRuleTest, LearnsOperationsFromManyThreads) {
  now = 0;
  PerOperationRule rule({0, 1, {}}, 100, nullptr, Now);
  std::atomic<int> sampled{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 200; ++j)
        sampled += rule.Decide(kHigh, "operation " + std::to_string(j)).sampled;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sampled, 100);  // one of each that has a bound
}

std::string Tags(opentelemetry::sdk::trace::Sampler& sampler, const TraceId& trace_id) {
  const auto result = sampler.ShouldSample(
      opentelemetry::trace::SpanContext::GetInvalid(), trace_id, "GET /",
      opentelemetry::trace::SpanKind::kServer, opentelemetry::common::NoopKeyValueIterable(),
      opentelemetry::trace::NullSpanContext());
  std::string text = result.IsSampled() ? "sampled" : "not";
  if (result.attributes == nullptr) return text;
  for (const auto& [key, value] : *result.attributes) {
    text += " " + key + "=";
    if (const auto* word = std::get_if<opentelemetry::nostd::string_view>(&value)) text += *word;
    if (const auto* number = std::get_if<double>(&value))
      text += std::to_string(*number).substr(0, 4);
  }
  return text;
}

TEST(JaegerSamplersTest, TagTheRootsThatTheySample) {
  const auto half = MakeJaegerProbabilisticSampler(0.5);
  EXPECT_EQ(Tags(*half, kLow), "sampled sampler.param=0.50 sampler.type=probabilistic");
  EXPECT_EQ(Tags(*half, kHigh), "not");
  const auto two = MakeJaegerRateLimitingSampler(0.5);
  EXPECT_EQ(Tags(*two, kHigh), "sampled sampler.param=0.50 sampler.type=ratelimiting");
  EXPECT_EQ(Tags(*two, kHigh), "not");
}

}  // namespace
}  // namespace tracebridge::jaeger::rules_test
