// Links, also to a span that has started: OpenTelemetry knows them only in its ABI 2.
#pragma once

#include "opencensus/trace/exporter/link.h"
#include "opencensus/trace/span.h"
#include "opencensus/trace/span_context.h"
#include "opentelemetry/trace/span.h"

namespace tracebridge::opencensus_shim {

// Adds a link to `span`; in ABI 1 an event `link` with the ids, {trace_id: "...", span_id: "..."},
// which is counted.
void AddLink(opentelemetry::trace::Span& span, const opencensus::trace::SpanContext& other,
             opencensus::trace::exporter::Link::Type type,
             opencensus::trace::AttributesRef attributes);

}  // namespace tracebridge::opencensus_shim
