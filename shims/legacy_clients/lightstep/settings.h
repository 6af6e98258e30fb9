// LightStepTracerOptions as a tree, as if they stood in a file of LightStep's.
#pragma once

#include "lightstep/tracer.h"
#include "shims/legacy_clients/start.h"

namespace tracebridge::legacy_clients {

// Throws what `max_buffered_spans` throws.
Settings ToSettings(const lightstep::LightStepTracerOptions& options,
                    const core::Environment& environment);

}  // namespace tracebridge::legacy_clients
