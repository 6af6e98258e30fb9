// OpenCensus tags inside OpenTelemetry's context, beside the span and the baggage.
#pragma once

#include "opencensus/tags/tag_map.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/function_ref.h"

namespace tracebridge::opencensus_shim {

// Returns `context` with `tags` as its tags.
opentelemetry::context::Context WithTags(const opentelemetry::context::Context& context,
                                         opencensus::tags::TagMap tags);

// Calls `read` with the tags of `context`, where they lie: a copy would count with all threads that have the same ones.
void ReadTags(const opentelemetry::context::Context& context,
              opentelemetry::nostd::function_ref<void(const opencensus::tags::TagMap&)> read);

// Returns the tags of `context`.
opencensus::tags::TagMap TagsOf(const opentelemetry::context::Context& context);

// Returns the tags of the calling thread's current context.
opencensus::tags::TagMap CurrentTags();

}  // namespace tracebridge::opencensus_shim
