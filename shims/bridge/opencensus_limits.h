// OpenCensus's limits as limits of the SDK. An SDK counts annotations and messages together, as events.
#pragma once

#include "tracebridge/sdk_options.h"

namespace tracebridge::bridge {

// Raises the limits of `options` to opencensus_shim::CurrentLimits().
void RaiseLimits(SdkOptions* options) noexcept;

// The same, but keeps what the environment or the program has set.
void RaiseUnsetLimits(EnvironmentReading* read);

}  // namespace tracebridge::bridge
