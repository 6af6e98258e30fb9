// Settings from environment variables.
#pragma once

#include "otel_core/sdk/src/common/environment.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::core {

// As tracebridge::ReadEnvironment(), from any environment, and over `options` instead of the defaults.
EnvironmentReading ReadEnvironment(const Environment& environment,
                                   SdkOptions options = SdkOptions());

}  // namespace tracebridge::core
