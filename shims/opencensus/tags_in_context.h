// OpenCensus tags inside OpenTelemetry's context, beside the span and the baggage.
#pragma once

#include "opencensus/tags/tag_map.h"
#include "opentelemetry/context/context.h"

namespace tracebridge::opencensus_shim {

// Returns `context` with `tags` as its tags.
opentelemetry::context::Context WithTags(const opentelemetry::context::Context& context,
                                         opencensus::tags::TagMap tags);

// Returns the tags of `context`.
opencensus::tags::TagMap TagsOf(const opentelemetry::context::Context& context);

// Returns the tags of the calling thread's current context.
opencensus::tags::TagMap CurrentTags();

}  // namespace tracebridge::opencensus_shim
