// What a plugin is told: a file of ours or of another vendor's, above or below the environment.
//
//   {"service_name": "edge"}                 ours, in JSON or YAML: above all variables
//   sampler: {type: const, param: 1}         Jaeger's: below OTEL_* and above JAEGER_*
//   {"service": "edge", "agent_host": "a"}   Datadog's: below OTEL_* and above DD_*
//                                            nothing: OTEL_*, and below them JAEGER_* if JAEGER_SERVICE_NAME is set, else DD_*
//                                            if DD_SERVICE is
//
// Which it is: the format that has most of the names at its top; ours when others have no more of them.
#pragma once

#include <string>
#include <vector>

#include "otel_core/sdk/src/common/environment.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::opentracing_plugin {

struct Configuration {
  SdkOptions options;
  std::vector<EnvironmentReading::Warning> warnings;
};

// Returns the settings that `text` and `environment` make over `defaults`. Fails on text that is wrong, with the line.
Expected<Configuration> ReadConfiguration(const std::string& text,
                                          const core::Environment& environment,
                                          const SdkOptions& defaults = SdkOptions());

}  // namespace tracebridge::opentracing_plugin
