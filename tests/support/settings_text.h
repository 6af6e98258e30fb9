// The settings that differ from their defaults, a line each: `service_name: edge`.
#pragma once

#include <map>
#include <string>

#include "otel_core/configuration/src/settings.h"
#include "otel_core/configuration/src/value_types.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::test {

inline std::string SettingsText(const SdkOptions& options) {
  std::map<std::string, std::string> defaults;
  const SdkOptions none;
  core::ForEachSetting(none, [&](const core::Setting& setting, const auto& value) {
    defaults[std::string(setting.name)] = core::ToText(value);
  });
  std::string text;
  core::ForEachSetting(options, [&](const core::Setting& setting, const auto& value) {
    const std::string name(setting.name);
    if (core::ToText(value) != defaults[name]) text += name + ": " + core::ToText(value) + "\n";
  });
  return text;
}

}  // namespace tracebridge::test
