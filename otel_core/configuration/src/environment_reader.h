// Settings from environment variables.
#pragma once

#include "otel_core/sdk/src/common/environment.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::core {

// As tracebridge::ReadEnvironment(), from any environment.
EnvironmentReading ReadEnvironment(const Environment& environment);

}  // namespace tracebridge::core
