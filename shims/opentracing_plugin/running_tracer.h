// A tracer of the plugin, with a pipeline of its own.
#pragma once

#include <opentracing/tracer.h>

#include <memory>
#include <vector>

#include "tracebridge/sdk_options.h"

namespace tracebridge::opentracing_plugin {

// Returns a tracer that exports as `options` say, and logs `warnings`. Starts no thread and opens no connection: its first
// finished span does, in the process that finished it.
//
// Close() exports what has finished; so does letting go of the tracer, which then ends the export too. Spans that finish
// later are dropped and counted. Both wait for the exporter, five seconds at most.
//
// Several tracers may run side by side; they share nothing but the level of the log. Throws std::bad_alloc.
std::shared_ptr<opentracing::Tracer> StartTracer(
    const FinalizedOptions& options, const std::vector<EnvironmentReading::Warning>& warnings);

}  // namespace tracebridge::opentracing_plugin
