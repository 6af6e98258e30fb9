// docs/legacy-configuration.md holds the tables that the readers use.
#include "shims/legacy_configuration/legacy_table.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "otel_core/sdk/src/common/text.h"
#include "tests/support/generated_block.h"

namespace tracebridge::legacy_configuration::legacy_table_test {
namespace {

TEST(LegacyTableTest, IsWhatTheDocumentShows) {
  for (const Format* const format : kLegacyFormats) {
    tracebridge::test::ExpectBlock(TRACEBRIDGE_LEGACY_DOCUMENT, core::Lower(format->name),
                                   LegacyTable(*format));
  }
}

TEST(LegacyTableTest, HasEachSettingOnceAndSaysWhatBecomesOfIt) {
  for (const Format* const format : kLegacyFormats) {
    std::set<std::string> names;
    for (const Row& row : *format) {
      EXPECT_NE(row.becomes.empty(), row.advice.empty()) << row.key << row.variable;
      EXPECT_FALSE(row.source.empty()) << row.key << row.variable;
      for (const std::string_view name : {row.key, row.variable}) {
        EXPECT_TRUE(name.empty() || names.emplace(name).second) << name;
      }
    }
  }
}

}  // namespace
}  // namespace tracebridge::legacy_configuration::legacy_table_test
