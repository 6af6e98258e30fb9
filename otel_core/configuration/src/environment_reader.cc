#include "otel_core/configuration/src/environment_reader.h"

#include <algorithm>

#include "opentelemetry/sdk/common/global_log_handler.h"
#include "otel_core/configuration/src/check.h"
#include "otel_core/configuration/src/sampler_argument.h"
#include "otel_core/configuration/src/settings.h"
#include "otel_core/configuration/src/value_types.h"

namespace tracebridge {
namespace core {
namespace {

// Once, though several settings may fall back on the variable.
void Warn(const char* variable, Error error, EnvironmentReading* reading) {
  const auto& known = reading->warnings;
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& warning) {
    return warning.variable == variable && warning.error.message == error.message;
  });
  if (!is_known) reading->warnings.push_back({variable, std::move(error)});
}

// Returns whether `variable` is set to something that `*value` now holds.
template <typename T>
bool Read(const Environment& environment, const Setting& setting, const char* variable, T* value,
          EnvironmentReading* reading) {
  if (variable == nullptr) return false;
  const std::optional<std::string> text = environment(variable);
  if (!text) return false;

  std::optional<T> read;
  Complaints complaints = Parse(*text, &read);
  if (read) {
    if (auto error = Check(setting, *read)) {
      complaints.push_back(*std::move(error));
      read.reset();
    }
  }
  for (Error& error : complaints) Warn(variable, std::move(error), reading);
  if (!read) return false;
  *value = *std::move(read);
  if (!reading->WasSet(variable)) reading->variables.emplace_back(variable);
  return true;
}

// OTEL_TRACES_SAMPLER_ARG, for a sampler that takes more than a ratio.
void ReadArgument(const Environment& environment, const char* variable,
                  EnvironmentReading* reading) {
  const std::optional<std::string> text = environment(variable);
  if (!text) return;
  if (auto error = ReadSamplerArgument(*text, &reading->options)) {
    reading->warnings.push_back({variable, *std::move(error)});
  } else {
    reading->variables.emplace_back(variable);
  }
}

// "Must be less than or equal to OTEL_BSP_MAX_QUEUE_SIZE."
void FitBatchIntoQueue(EnvironmentReading* reading) {
  SdkOptions& options = reading->options;
  if (options.batch_max_export_size <= options.batch_max_queue_size) return;
  if (reading->WasSet("OTEL_BSP_MAX_EXPORT_BATCH_SIZE")) {
    reading->warnings.push_back(
        {"OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
         {ErrorCode::kOutOfRange, "is more than the queue holds; using the size of the queue"}});
  }
  options.batch_max_export_size = options.batch_max_queue_size;
}

// Source: OpenTelemetry specification 1.31.0, configuration/sdk-environment-variables.md, "Jaeger Exporter": a host and a
// port of their own, where our setting has both.
void ReadJaegerAgent(const Environment& environment, EnvironmentReading* reading) {
  constexpr char kHost[] = "OTEL_EXPORTER_JAEGER_AGENT_HOST";
  constexpr char kPort[] = "OTEL_EXPORTER_JAEGER_AGENT_PORT";
  SdkOptions& options = reading->options;
  if (reading->WasSet("TRACEBRIDGE_JAEGER_AGENT")) return;
  const auto host = environment(kHost);
  const auto port = environment(kPort);
  if (!host && !port) return;
  std::string agent = host.value_or("localhost");
  if (agent.find(':') != std::string::npos && agent.front() != '[') agent = "[" + agent + "]";
  if (port) agent += ":" + *port;
  constexpr Setting kSetting{"jaeger_agent", "", nullptr, "", "", 0, 0, Form::kHostPort};
  if (auto error = Check(kSetting, agent)) {
    reading->warnings.push_back({port ? kPort : kHost, *std::move(error)});
    return;
  }
  options.jaeger_agent = agent;
  if (host) reading->variables.emplace_back(kHost);
  if (port) reading->variables.emplace_back(kPort);
}

void RefuseConfigFile(EnvironmentReading* reading) {
  if (reading->options.config_file.empty()) return;
  reading->warnings.push_back(
      {"OTEL_CONFIG_FILE",
       {ErrorCode::kNotSupported,
        "\"" + reading->options.config_file +
            "\" is not read: declarative configuration is not supported yet; the other variables "
            "still count"}});
}

}  // namespace

EnvironmentReading ReadEnvironment(const Environment& environment, SdkOptions base) {
  EnvironmentReading reading;
  SdkOptions& options = reading.options;
  options = std::move(base);
  ForEachSetting(options, [&](const Setting& setting, auto& value) {
    if (IsSamplerArgument(setting, options)) {
      return ReadArgument(environment, setting.variable, &reading);
    }
    if (!Read(environment, setting, setting.variable, &value, &reading)) {
      Read(environment, setting, setting.fallback, &value, &reading);
    }
  });
  ReadJaegerAgent(environment, &reading);
  FitBatchIntoQueue(&reading);
  RefuseConfigFile(&reading);
  return reading;
}

}  // namespace core

bool EnvironmentReading::WasSet(const std::string& name) const {
  return std::find(variables.begin(), variables.end(), name) != variables.end();
}

EnvironmentReading ReadEnvironment(const std::map<std::string, std::string>& overrides) {
  const core::Environment process = core::ProcessEnvironment();
  return core::ReadEnvironment([&](const char* name) -> std::optional<std::string> {
    const auto found = overrides.find(name);
    if (found == overrides.end()) return process(name);
    if (found->second.empty()) return std::nullopt;
    return found->second;
  });
}

void Log(const std::vector<EnvironmentReading::Warning>& warnings) {
  for (const auto& warning : warnings) {
    OTEL_INTERNAL_LOG_WARN(warning.variable << ": " << warning.error.message);
  }
}

}  // namespace tracebridge
