// The settings as the table of docs/settings.md.
#pragma once

#include <string>

namespace tracebridge::core {

// Returns one Markdown row a setting, under a heading row.
std::string SettingsTable();

}  // namespace tracebridge::core
