#include "shims/bridge/sampling_priority.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable_view.h"

namespace tracebridge::bridge::sampling_priority_test {
namespace {

using opentelemetry::common::AttributeValue;
using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

struct Case {
  std::string name;
  Attributes attributes;
  bool asks;
};

const Case kCases[] = {
    {"One", {{"sampling.priority", int64_t{1}}}, true},
    {"Zero", {{"sampling.priority", int64_t{0}}}, false},
    {"Negative", {{"sampling.priority", int64_t{-1}}}, false},
    {"Unsigned", {{"sampling.priority", uint32_t{1}}}, true},
    {"Half", {{"sampling.priority", 0.5}}, true},
    {"Text", {{"sampling.priority", "1"}}, true},
    {"TextOfZero", {{"sampling.priority", "0"}}, false},
    {"TextWithMore", {{"sampling.priority", "1x"}}, false},
    {"EmptyText", {{"sampling.priority", ""}}, false},
    {"True", {{"sampling.priority", true}}, false},
    {"Absent", {}, false},
    {"Others", {{"sampling.priority.reason", int64_t{1}}, {"priority", int64_t{1}}}, false},
    {"AmongOthers", {{"a", int64_t{0}}, {"sampling.priority", int64_t{2}}, {"z", "0"}}, true},
    {"TheLastCounts",
     {{"sampling.priority", int64_t{1}}, {"sampling.priority", int64_t{0}}},
     false},
};

class SamplingPriorityTest : public testing::TestWithParam<Case> {};

TEST_P(SamplingPriorityTest, AsksWhenItIsANumberAboveZero) {
  const opentelemetry::common::KeyValueIterableView<Attributes> view(GetParam().attributes);
  EXPECT_EQ(AsksForSampling(view), GetParam().asks);
}

INSTANTIATE_TEST_SUITE_P(Values, SamplingPriorityTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::bridge::sampling_priority_test
