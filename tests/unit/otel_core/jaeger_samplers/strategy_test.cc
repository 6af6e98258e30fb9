// Answers of Jaeger's agent and collector (jaeger-idl, thrift/sampling.thrift, as JSON).
#include "otel_core/jaeger_samplers/src/strategy.h"

#include <gtest/gtest.h>

#include <boost/hana/functional/overload.hpp>
#include <sstream>
#include <string>

namespace tracebridge::jaeger::strategy_test {
namespace {

std::string Text(const Expected<Strategy>& strategy) {
  if (!strategy) return "error: " + strategy.error().message;
  std::ostringstream text;
  std::visit(boost::hana::overload([&](const OneRate& one) { text << "rate " << one.rate; },
                                   [&](const OneLimit& one) { text << "limit " << one.per_second; },
                                   [&](const OperationRates& rates) {
                                     text << "default " << rates.default_rate << ", bound "
                                          << rates.lower_bound;
                                     for (const auto& operation : rates.operations) {
                                       text << ", " << operation.name << " " << operation.rate;
                                     }
                                   }),
             *strategy);
  return text.str();
}

struct Case {
  std::string name;
  std::string answer;
  std::string expected;
};

const Case kCases[] = {
    {"OneRate",
     R"({"strategyType": "PROBABILISTIC", "probabilisticSampling": {"samplingRate": 0.5}})",
     "rate 0.5"},
    {"OneLimit",
     R"({"strategyType": "RATE_LIMITING", "rateLimitingSampling": {"maxTracesPerSecond": 10}})",
     "limit 10"},
    {"NumberForType", R"({"strategyType": 1, "rateLimitingSampling": {"maxTracesPerSecond": 1}})",
     "limit 1"},
    {"Operations",
     R"({"strategyType": "PROBABILISTIC", "probabilisticSampling": {"samplingRate": 0.5},
         "operationSampling": {"defaultSamplingProbability": 0.25,
           "defaultLowerBoundTracesPerSecond": 0.1, "perOperationStrategies": [
             {"operation": "GET /", "probabilisticSampling": {"samplingRate": 1}},
             {"operation": "GET /health", "probabilisticSampling": {"samplingRate": 0}}]}})",
     "default 0.25, bound 0.1, GET / 1, GET /health 0"},
    {"NullsAreAbsent",
     R"({"probabilisticSampling": {"samplingRate": 1}, "rateLimitingSampling": null, "operationSampling": null})",
     "rate 1"},
    {"NoOperations",
     R"({"operationSampling": {"defaultSamplingProbability": 0, "defaultLowerBoundTracesPerSecond": 0,
         "perOperationStrategies": null}})",
     "default 0, bound 0"},
    {"Nothing", "", "error: is no JSON object"},
    {"Html", "<html>", "error: is no JSON object"},
    {"Array", "[]", "error: is no JSON object"},
    {"NoUtf8", "{\"\xff\": 1}", "error: is no JSON object"},
    {"UnknownStrategy", "{}", "error: names no strategy that is known"},
    {"RateAboveOne", R"({"probabilisticSampling": {"samplingRate": 1.5}})",
     "error: samplingRate makes no sense"},
    {"RateAsText", R"({"probabilisticSampling": {"samplingRate": "1"}})",
     "error: samplingRate makes no sense"},
    {"RateIsMissing", R"({"probabilisticSampling": {}})", "error: samplingRate is missing"},
    {"RateInAnArray", R"({"probabilisticSampling": [1]})", "error: samplingRate is missing"},
    {"NegativeLimit", R"({"rateLimitingSampling": {"maxTracesPerSecond": -1}})",
     "error: maxTracesPerSecond makes no sense"},
    {"NoBound", R"({"operationSampling": {"defaultSamplingProbability": 1}})",
     "error: defaultLowerBoundTracesPerSecond is missing"},
    {"OperationsAreANumber",
     R"({"operationSampling": {"defaultSamplingProbability": 1, "defaultLowerBoundTracesPerSecond": 1,
         "perOperationStrategies": 1}})",
     "error: perOperationStrategies is no array"},
    {"OperationWithoutARate",
     R"({"operationSampling": {"defaultSamplingProbability": 1, "defaultLowerBoundTracesPerSecond": 1,
         "perOperationStrategies": [{"operation": "GET /"}]}})",
     "error: an operation has no name or no rate"},
    {"OperationIsANumber",
     R"({"operationSampling": {"defaultSamplingProbability": 1, "defaultLowerBoundTracesPerSecond": 1,
         "perOperationStrategies": [7]}})",
     "error: an operation has no name or no rate"},
    {"RateOfAnOperation",
     R"({"operationSampling": {"defaultSamplingProbability": 1, "defaultLowerBoundTracesPerSecond": 1,
         "perOperationStrategies": [{"operation": "a", "probabilisticSampling": {"samplingRate": 2}}]}})",
     "error: samplingRate makes no sense"},
};

class StrategyTest : public testing::TestWithParam<Case> {};

TEST_P(StrategyTest, IsWhatTheServerSays) {
  EXPECT_EQ(Text(ParseStrategy(GetParam().answer)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Answers, StrategyTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(StrategyTest, TakesAnAnswerOfAnyDepth) {
  EXPECT_EQ(Text(ParseStrategy(std::string(100000, '['))), "error: is no JSON object");
  EXPECT_EQ(
      Text(ParseStrategy("{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}")),
      "error: names no strategy that is known");
}

}  // namespace
}  // namespace tracebridge::jaeger::strategy_test
