// docs/settings.md holds the table that the descriptions of the settings make. After a change of a
// setting, TRACEBRIDGE_UPDATE_DOCS=1 makes this test write it.
#include "otel_core/configuration/src/settings_table.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

namespace tracebridge::core {
namespace {

constexpr const char* kDocument = TRACEBRIDGE_SETTINGS_DOCUMENT;
constexpr const char* kBegin = "<!-- settings: begin -->\n";
constexpr const char* kEnd = "<!-- settings: end -->\n";

TEST(SettingsTableTest, IsWhatTheDocumentShows) {
  std::stringstream file;
  file << std::ifstream(kDocument).rdbuf();
  const std::string document = file.str();
  const auto begin = document.find(kBegin);
  const auto end = document.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const auto table = begin + std::string(kBegin).size();

  if (getenv("TRACEBRIDGE_UPDATE_DOCS") != nullptr) {
    std::ofstream(kDocument) << document.substr(0, table) << SettingsTable()
                             << document.substr(end);
    return;
  }
  EXPECT_EQ(document.substr(table, end - table), SettingsTable());
}

}  // namespace
}  // namespace tracebridge::core
