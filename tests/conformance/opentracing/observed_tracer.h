// A tracer of ours whose finished spans can be read, for code that may see no OpenTelemetry header and be as old as C++11.
#pragma once

#include <opentracing/tracer.h>

#include <memory>
#include <string>

#include "tracebridge/opentracing_shim.h"

namespace observed {

// Returns a tracer over our SDK with an exporter in memory and the W3C propagators; a root is sampled.
std::shared_ptr<opentracing::Tracer> MakeTracer(
    const tracebridge::OpenTracingOptions& options = tracebridge::OpenTracingOptions());

// Returns the spans that finished since the last call, in that order, one line each: name, parent, kind unless internal,
// status unless unset, attributes, links, and events, with their time if it is not the clock's (before the year 2000).
//
//   get < edge server error {k: "v"} ->edge{opentracing.ref_type: "child_of"} [log {n: 1}] [miss @5 {}]
//
// Parents and links are named by the name of their span, or else by its id.
std::string TakeFinished();

// Returns the time of the first finished span that was not taken yet, in nanoseconds: when it started, since the Unix
// epoch, and how long it took.
struct Times {
  long long start;
  long long duration;
};
Times TimesOfFirst();

}  // namespace observed
