#include "shims/opentracing_plugin/configuration.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "otel_core/configuration/src/environment_reader.h"
#include "otel_core/configuration/src/json_reader.h"
#include "otel_core/configuration/src/settings.h"
#include "shims/legacy_configuration/document.h"
#include "shims/legacy_configuration/format.h"
#include "shims/legacy_configuration/legacy_settings.h"
#include "shims/legacy_configuration/node_json.h"

namespace tracebridge::opentracing_plugin {
namespace {

using legacy_configuration::Format;
using legacy_configuration::kLegacyFormats;
using legacy_configuration::Node;

// A setting of ours with this name, and not another format's map of them.
bool IsOurs(const Node& member) {
  return std::any_of(std::begin(core::kSettings), std::end(core::kSettings),
                     [&](const core::Setting& setting) {
                       return setting.name == member.name || setting.variable == member.name ||
                              (setting.fallback != nullptr && setting.fallback == member.name);
                     }) &&
         !(member.name == "sampler" && member.kind == Node::Kind::kMap);
}

// Null: ours.
const Format* FormatOf(const Node& file) {
  const auto& members = file.children;
  auto most = std::count_if(members.begin(), members.end(), IsOurs);
  const Format* best = nullptr;
  for (const Format* const format : kLegacyFormats) {
    const auto known = std::count_if(members.begin(), members.end(), [format](const Node& member) {
      return legacy_configuration::HasAtTop(*format, member);
    });
    if (known <= most) continue;
    most = known;
    best = format;
  }
  return best;
}

// The format whose variables count without a file; null for none.
const Format* FormatOfVariables(const core::Environment& environment) {
  for (const Format* const format : kLegacyFormats) {
    const std::string variable(format->service_variable);
    if (!variable.empty() && environment(variable.c_str())) return format;
  }
  return nullptr;
}

Expected<Configuration> FromLegacy(const Format& format, const Node& file,
                                   const core::Environment& environment,
                                   const SdkOptions& defaults) {
  auto settings = legacy_configuration::ReadLegacySettings(format, file, environment, defaults);
  if (!settings) return settings.error();
  Configuration configuration{std::move(settings->read.options),
                              std::move(settings->read.warnings)};
  configuration.warnings.insert(configuration.warnings.end(),
                                std::make_move_iterator(settings->warnings.begin()),
                                std::make_move_iterator(settings->warnings.end()));
  return configuration;
}

Expected<Configuration> FromNothing(const core::Environment& environment,
                                    const SdkOptions& defaults) {
  if (const Format* const format = FormatOfVariables(environment)) {
    Node nothing;
    nothing.kind = Node::Kind::kMap;
    return FromLegacy(*format, nothing, environment, defaults);
  }
  EnvironmentReading read = core::ReadEnvironment(environment, defaults);
  return Configuration{std::move(read.options), std::move(read.warnings)};
}

}  // namespace

Expected<Configuration> ReadConfiguration(const std::string& text,
                                          const core::Environment& environment,
                                          const SdkOptions& defaults) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return FromNothing(environment, defaults);
  // What begins as JSON is told about as JSON: YAML could begin so too, and nobody writes it.
  const bool is_json = text[begin] == '{' || text[begin] == '[';
  const auto file =
      is_json ? legacy_configuration::ParseJson(text) : legacy_configuration::ParseYaml(text);
  if (!file) return file.error();
  if (file->children.empty()) return FromNothing(environment, defaults);
  if (const Format* const format = FormatOf(*file))
    return FromLegacy(*format, *file, environment, defaults);
  EnvironmentReading read = core::ReadEnvironment(environment, defaults);
  auto options = core::ReadMembers(legacy_configuration::ToMembers(*file), std::move(read.options));
  if (!options) return options.error();
  return Configuration{*std::move(options), std::move(read.warnings)};
}

}  // namespace tracebridge::opentracing_plugin
