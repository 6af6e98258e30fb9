#include "shims/legacy_configuration/legacy_settings.h"

#include <algorithm>
#include <string>
#include <utility>

#include "otel_core/configuration/src/environment_reader.h"

namespace tracebridge::legacy_configuration {
namespace {

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

}  // namespace

Expected<LegacySettings> ReadLegacySettings(const Format& format, const Node& file,
                                            const core::Environment& environment,
                                            const SdkOptions& defaults) {
  auto values = Read(format, file, environment);
  if (!values) return values.error();
  Translation translation;
  translation.options = defaults;
  translation.exports_elsewhere = NamesABackend(core::ReadEnvironment(environment));
  translation.warnings = std::move(values->warnings);
  format.translate(values->values, &translation);
  if (translation.error) return *translation.error;

  EnvironmentReading read = core::ReadEnvironment(environment, translation.options);
  AddAttributes(translation.options, &read);
  LeaveOutWhatIsReplaced(&read);
  return LegacySettings{std::move(read), std::move(translation.warnings)};
}

}  // namespace tracebridge::legacy_configuration
