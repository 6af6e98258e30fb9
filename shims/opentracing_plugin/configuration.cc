#include "shims/opentracing_plugin/configuration.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "otel_core/configuration/src/environment_reader.h"
#include "otel_core/configuration/src/json_reader.h"
#include "otel_core/configuration/src/settings.h"
#include "shims/opentracing_plugin/legacy/document.h"
#include "shims/opentracing_plugin/legacy/format.h"
#include "shims/opentracing_plugin/legacy/node_json.h"

namespace tracebridge::opentracing_plugin {
namespace {

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
      return HasAtTop(*format, member);
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

// Whether spans go to an endpoint that OTEL_* name, or not to an endpoint at all.
bool NamesABackend(const EnvironmentReading& read) {
  if (read.WasSet("OTEL_EXPORTER_OTLP_ENDPOINT") ||
      read.WasSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")) {
    return true;
  }
  const auto& exporters = read.options.traces_exporters;
  return std::find(exporters.begin(), exporters.end(), TracesExporter::kOtlp) == exporters.end();
}

// Attributes of the resource are those of both; of two with one name OTEL_*'s counts, `service.name` as well.
void AddAttributes(const SdkOptions& legacy, EnvironmentReading* read) {
  if (!read->WasSet("OTEL_RESOURCE_ATTRIBUTES")) return;
  auto& own = read->options.resource_attributes;
  const auto has = [&own](const std::string& name) {
    return std::any_of(own.begin(), own.end(),
                       [&](const auto& pair) { return pair.first == name; });
  };
  if (has("service.name") && !read->WasSet("OTEL_SERVICE_NAME")) read->options.service_name.clear();
  for (const auto& pair : legacy.resource_attributes) {
    if (!has(pair.first)) own.push_back(pair);
  }
}

// What the legacy configuration says beside a setting that an OTEL_* variable has replaced.
void LeaveOutWhatIsReplaced(EnvironmentReading* read) {
  SdkOptions& options = read->options;
  if (read->WasSet("OTEL_EXPORTER_JAEGER_ENDPOINT")) {
    // The credentials are for the other collector.
    if (!read->WasSet("OTEL_EXPORTER_JAEGER_USER")) options.jaeger_user.clear();
    if (!read->WasSet("OTEL_EXPORTER_JAEGER_PASSWORD")) options.jaeger_password.clear();
  } else if (read->WasSet("TRACEBRIDGE_JAEGER_AGENT") ||
             read->WasSet("OTEL_EXPORTER_JAEGER_AGENT_HOST") ||
             read->WasSet("OTEL_EXPORTER_JAEGER_AGENT_PORT")) {
    options.jaeger_endpoint.clear();  // else it would win over the agent
  }
  if (read->WasSet("OTEL_PROPAGATORS")) {
    if (!read->WasSet("TRACEBRIDGE_WIRE_READ")) options.wire_read.clear();
    if (!read->WasSet("TRACEBRIDGE_WIRE_WRITE")) options.wire_write.clear();
  }
}

Expected<Configuration> FromLegacy(const Format& format, const Node& file,
                                   const core::Environment& environment) {
  auto values = Read(format, file, environment);
  if (!values) return values.error();
  Translation translation;
  translation.exports_elsewhere = NamesABackend(core::ReadEnvironment(environment));
  translation.warnings = std::move(values->warnings);
  format.translate(values->values, &translation);
  if (translation.error) return *translation.error;

  EnvironmentReading read = core::ReadEnvironment(environment, translation.options);
  AddAttributes(translation.options, &read);
  LeaveOutWhatIsReplaced(&read);
  Configuration configuration{std::move(read.options), std::move(read.warnings)};
  configuration.warnings.insert(configuration.warnings.end(),
                                std::make_move_iterator(translation.warnings.begin()),
                                std::make_move_iterator(translation.warnings.end()));
  return configuration;
}

Expected<Configuration> FromNothing(const core::Environment& environment) {
  if (const Format* const format = FormatOfVariables(environment)) {
    Node nothing;
    nothing.kind = Node::Kind::kMap;
    return FromLegacy(*format, nothing, environment);
  }
  EnvironmentReading read = core::ReadEnvironment(environment);
  return Configuration{std::move(read.options), std::move(read.warnings)};
}

}  // namespace

Expected<Configuration> ReadConfiguration(const std::string& text,
                                          const core::Environment& environment) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return FromNothing(environment);
  // What begins as JSON is told about as JSON: YAML could begin so too, and nobody writes it.
  const bool is_json = text[begin] == '{' || text[begin] == '[';
  const auto file = is_json ? ParseJson(text) : ParseYaml(text);
  if (!file) return file.error();
  if (file->children.empty()) return FromNothing(environment);
  if (const Format* const format = FormatOf(*file)) return FromLegacy(*format, *file, environment);
  EnvironmentReading read = core::ReadEnvironment(environment);
  auto options = core::ReadMembers(ToMembers(*file), std::move(read.options));
  if (!options) return options.error();
  return Configuration{*std::move(options), std::move(read.warnings)};
}

}  // namespace tracebridge::opentracing_plugin
