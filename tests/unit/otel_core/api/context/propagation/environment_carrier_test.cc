#include "opentelemetry/context/propagation/environment_carrier.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

namespace opentelemetry::context::propagation {
namespace {

TEST(EnvironmentCarrierTest, WritesNamesAsVariables) {
  const auto variables = std::make_shared<std::map<std::string, std::string>>();
  EnvironmentCarrier carrier(variables);
  for (const char* key : {"traceparent", "x-b3-TraceId", "1st", "", "a.b", "cl\xc3\xa9"}) {
    carrier.Set(key, "v");
  }
  std::string names;
  for (const auto& [name, value] : *variables) names += name + " ";
  EXPECT_EQ(names, "A_B CL__ TRACEPARENT X_B3_TRACEID _ _1ST ");
}

TEST(EnvironmentCarrierTest, ReadsAVariableOnce) {
  ASSERT_EQ(setenv("TRACEBRIDGE_TEST_PARENT", "first", 1), 0);
  const EnvironmentCarrier carrier;
  const nostd::string_view value = carrier.Get("tracebridge-test-parent");
  ASSERT_EQ(setenv("TRACEBRIDGE_TEST_PARENT", "second", 1), 0);
  EXPECT_EQ(value, "first");
  EXPECT_EQ(carrier.Get("tracebridge_test_parent"), "first");
  EXPECT_EQ(carrier.Get("tracebridge-test-absent"), "");
  ASSERT_EQ(unsetenv("TRACEBRIDGE_TEST_PARENT"), 0);
}

TEST(EnvironmentCarrierTest, WithoutAMapWritesNothing) {
  EnvironmentCarrier carrier;
  carrier.Set("tracebridge-test-absent", "v");
  EXPECT_EQ(carrier.Get("tracebridge-test-absent"), "");
}

}  // namespace
}  // namespace opentelemetry::context::propagation
