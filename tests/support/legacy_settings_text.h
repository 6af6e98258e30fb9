// What becomes of a legacy client's settings in code, in an environment that the test gives.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "shims/legacy_clients/start.h"
#include "shims/legacy_configuration/legacy_settings.h"
#include "tests/support/settings_text.h"

namespace tracebridge::test {

using Variables = std::map<std::string, std::string>;

inline core::Environment EnvironmentOf(const Variables& variables) {
  return [variables](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

// The settings that differ from their defaults, or the error.
inline std::string SettingsText(const legacy_clients::Settings& settings) {
  const auto read = legacy_configuration::ReadLegacySettings(*settings.format, settings.node,
                                                             settings.environment);
  return read ? SettingsText(read->read.options) : "error: " + read.error().message;
}

// `name: what`, a line each.
inline std::string WarningsText(const legacy_clients::Settings& settings) {
  const auto read = legacy_configuration::ReadLegacySettings(*settings.format, settings.node,
                                                             settings.environment);
  if (!read) return "error: " + read.error().message;
  std::string text;
  for (const auto& warning : read->warnings) {
    text += warning.variable + ": " + warning.error.message + "\n";
  }
  return text;
}

}  // namespace tracebridge::test
