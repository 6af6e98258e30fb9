#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

TEST(CountersTest, AddUp) {
  const auto before = Counted(Diagnostic::kCallbackThrew);
  Count(Diagnostic::kCallbackThrew);
  Count(Diagnostic::kCallbackThrew, 41);
  EXPECT_EQ(Counted(Diagnostic::kCallbackThrew), before + 42);
}

TEST(CountersTest, IgnoreAnUnknownId) {
  tracebridge_state_v1_count(100000, 1);
  EXPECT_EQ(tracebridge_state_v1_counter(100000), 0u);
}

TEST(CountersTest, HaveARowEachInTheOrderOfTheirNumbers) {
  std::set<std::string> names;
  unsigned next = 0;
  for (const DiagnosticRow& row : kDiagnostics) {
    EXPECT_EQ(static_cast<unsigned>(row.id), next++);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_GT(std::string(row.meaning).size(), 10u);
  }
}

}  // namespace
}  // namespace tracebridge
