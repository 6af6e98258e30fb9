// The settings that a legacy configuration makes, below the OTEL_* variables of the environment.
//
//   Jaeger's {service_name: edge}, OTEL_EXPORTER_OTLP_ENDPOINT set  ->  service_name: "edge", traces_exporters: "otlp"
#pragma once

#include <vector>

#include "otel_core/sdk/src/common/environment.h"
#include "shims/legacy_configuration/document.h"
#include "shims/legacy_configuration/format.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::legacy_configuration {

struct LegacySettings {
  EnvironmentReading read;  // the variables that were set, and what is wrong with some
  std::vector<EnvironmentReading::Warning> warnings;  // of the legacy configuration
};

// Returns the settings of `file` as `format`, with the legacy variables of `environment` below it and its OTEL_* above, over
// `defaults`. Fails on a value in `file` that is wrong.
Expected<LegacySettings> ReadLegacySettings(const Format& format, const Node& file,
                                            const core::Environment& environment,
                                            const SdkOptions& defaults = SdkOptions());

}  // namespace tracebridge::legacy_configuration
