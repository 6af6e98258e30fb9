// A tracer of the plugin, or of the preload library, with a pipeline of its own.
#pragma once

#include <opentracing/tracer.h>

#include <functional>
#include <memory>
#include <vector>

#include "tracebridge/sdk_options.h"

namespace tracebridge::opentracing_plugin {

struct RunningTracer {
  std::shared_ptr<opentracing::Tracer> tracer;

  // Ends the export as letting go of the tracer does, while others may still hold it. Does nothing the second time, or once
  // the tracer is gone.
  std::function<void()> end;

  // Exports what has finished, as Close() does, and goes on. Returns whether all of it was taken; true once the tracer is gone.
  std::function<bool()> flush;
};

// Returns a tracer that exports as `options` say, and logs `warnings`. Starts no thread and opens no connection: its first
// finished span does, in the process that finished it. With a `wire_file`, the first Inject or Extract starts a thread that
// looks at the file, in each process. `records_after_close`: see OpenTracingOptions.
//
// Close() exports what has finished; so does letting go of the tracer, which then ends the export too. Spans that finish
// later are dropped and counted. Both wait for the exporter, together for five seconds at most if nothing arrives: a Close()
// that failed leaves what it did not take. What did not arrive is logged at the end.
//
// Several tracers may run side by side. They share the level of the log, the counters, and where contexts that a request
// brought and that were not believed wait for its span (migration/wire/other_parents.h). Throws std::bad_alloc.
RunningTracer StartTracer(const FinalizedOptions& options,
                          const std::vector<EnvironmentReading::Warning>& warnings,
                          bool records_after_close = false);

}  // namespace tracebridge::opentracing_plugin
