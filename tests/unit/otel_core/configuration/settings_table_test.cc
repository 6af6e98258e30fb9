// docs/settings.md holds the table that the descriptions of the settings make.
#include "otel_core/configuration/src/settings_table.h"

#include <gtest/gtest.h>

#include "tests/support/generated_block.h"

namespace tracebridge::core::settings_table_test {
namespace {

TEST(SettingsTableTest, IsWhatTheDocumentShows) {
  tracebridge::test::ExpectBlock(TRACEBRIDGE_SETTINGS_DOCUMENT, "settings", SettingsTable());
}

}  // namespace
}  // namespace tracebridge::core::settings_table_test
