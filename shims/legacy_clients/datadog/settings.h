// Datadog's TracerOptions as a tree, as if they stood in a file of Datadog's.
#pragma once

#include "datadog/opentracing.h"
#include "shims/legacy_clients/start.h"

namespace tracebridge::legacy_clients {

// What is left at its default is left to the DD_* of `environment`.
Settings ToSettings(const datadog::opentracing::TracerOptions& options,
                    const core::Environment& environment);

}  // namespace tracebridge::legacy_clients
