#include "shims/opentracing/values.h"

#include <gtest/gtest.h>

#include "tests/support/attribute_text.h"
#include "tests/unit/shims/opentracing/value_cases.h"

namespace tracebridge::opentracing_shim::values_test {
namespace {

class ValuesTest : public ::testing::TestWithParam<ValueCase> {};

TEST_P(ValuesTest, BecomeAttributes) {
  int times = 0;
  UseAsOtel(GetParam().value, [&](const opentelemetry::common::AttributeValue& attribute) {
    EXPECT_EQ(tracebridge::test::Text(attribute), GetParam().attribute);
    ++times;
  });
  EXPECT_EQ(times, 1);
}

TEST_P(ValuesTest, BecomeText) {
  std::string scratch;
  EXPECT_EQ(ToText(GetParam().value, &scratch), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(EveryAlternative, ValuesTest, ::testing::ValuesIn(kValueCases),
                         [](const auto& info) { return info.param.name; });

TEST(ValuesTest, TextIsNotCopied) {
  const opentracing::Value value = std::string(100, 'x');
  std::string scratch;
  EXPECT_EQ(ToText(value, &scratch).data(), value.get<std::string>().data());
  EXPECT_TRUE(scratch.empty());
}

}  // namespace
}  // namespace tracebridge::opentracing_shim::values_test
