#include "migration/run/child_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace tracebridge::run::child_environment_test {
namespace {

using ::testing::Contains;
using ::testing::Not;

TEST(ChildEnvironmentTest, IsThisProcessesWithChanges) {
  setenv("TRACEBRIDGE_TEST_A", "1", 1);
  setenv("TRACEBRIDGE_TEST", "2", 1);
  ChildEnvironment environment;
  environment.Set("TRACEBRIDGE_TEST", "3");
  environment.Set("TRACEBRIDGE_TEST_B", "");
  EXPECT_THAT(environment.entries(), Contains("TRACEBRIDGE_TEST_A=1"));
  EXPECT_THAT(environment.entries(), Contains("TRACEBRIDGE_TEST=3"));
  EXPECT_THAT(environment.entries(), Not(Contains("TRACEBRIDGE_TEST=2")));
  EXPECT_THAT(environment.entries(), Contains("TRACEBRIDGE_TEST_B="));
  std::size_t count = 0;
  while (environment.pointers()[count] != nullptr) ++count;
  EXPECT_EQ(count, environment.entries().size());
}

TEST(ChildEnvironmentTest, PreloadsBehindOthers) {
  ChildEnvironment environment;
  environment.Set("LD_PRELOAD", "");
  environment.Preload("/a/one.so");
  EXPECT_THAT(environment.entries(), Contains("LD_PRELOAD=/a/one.so"));
  environment.Preload("/a/two.so");
  EXPECT_THAT(environment.entries(), Contains("LD_PRELOAD=/a/one.so:/a/two.so"));
}

TEST(ChildEnvironmentTest, KnowsWhatLdPreloadCannotSay) {
  EXPECT_TRUE(CanBePreloaded("/usr/lib/ours.so"));
  EXPECT_FALSE(CanBePreloaded("/my libs/ours.so"));
  EXPECT_FALSE(CanBePreloaded("/a:b/ours.so"));
}

}  // namespace
}  // namespace tracebridge::run::child_environment_test
