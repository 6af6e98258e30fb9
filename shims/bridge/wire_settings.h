// From settings to the propagator that leaves old header formats (migration/wire).
#pragma once

#include <memory>

#include "tracebridge/sdk_options.h"
#include "tracebridge/wire_propagator.h"

namespace tracebridge::bridge {

// Returns the propagator over the formats of `options`, with its policy and its file, and sees to it that contexts which
// it does not believe become links. Null when W3C's formats are all there is and nothing else is asked for: then a plain
// composite does. What is wrong is logged, and its default taken.
std::shared_ptr<wire::WirePropagator> MakeWirePropagator(const SdkOptions& options);

}  // namespace tracebridge::bridge
