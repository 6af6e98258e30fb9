#include "opentelemetry/sdk/common/env_variables.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace tracebridge::core {
namespace {

struct BoolCase {
  std::string name;
  const char* text;  // null: not set
  bool exists;
  bool value;
};

class GetBoolEnvironmentVariableTest : public testing::TestWithParam<BoolCase> {
 protected:
  ~GetBoolEnvironmentVariableTest() override { unsetenv("TRACEBRIDGE_TEST_BOOL"); }
};

TEST_P(GetBoolEnvironmentVariableTest, IsFalseUnlessItSaysTrue) {
  if (GetParam().text != nullptr) setenv("TRACEBRIDGE_TEST_BOOL", GetParam().text, 1);
  bool value = !GetParam().value;
  EXPECT_EQ(opentelemetry::sdk::common::GetBoolEnvironmentVariable("TRACEBRIDGE_TEST_BOOL", value),
            GetParam().exists);
  EXPECT_EQ(value, GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(Texts, GetBoolEnvironmentVariableTest,
                         testing::Values(BoolCase{"NotSet", nullptr, false, false},
                                         BoolCase{"Empty", "", false, false},
                                         BoolCase{"True", "true", true, true},
                                         BoolCase{"TrueInAnyCase", "TrUe", true, true},
                                         BoolCase{"False", "FALSE", true, false},
                                         BoolCase{"Other", "maybe", true, false}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tracebridge::core
