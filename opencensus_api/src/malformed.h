// What becomes of a header that names no span context: it is ignored, and counted.
#pragma once

#include "opencensus/trace/span_context.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace opencensus_api {

// Returns a blank context, counted as a malformed header if there was one: `was_there`.
inline opencensus::trace::SpanContext Malformed(bool was_there) {
  if (was_there) Count(Diagnostic::kHeaderMalformed);
  return opencensus::trace::SpanContext();
}

// Returns `context`; if it is not valid, because the ids are zeros, it is counted as well.
inline opencensus::trace::SpanContext IfValid(const opencensus::trace::SpanContext& context) {
  if (!context.IsValid()) Count(Diagnostic::kHeaderMalformed);
  return context;
}

}  // namespace opencensus_api
}  // namespace tracebridge
