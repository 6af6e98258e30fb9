// Ids as other OpenTracing tracers print them, read as OpenTelemetry ids.
//
//   ToTraceID                          ToSpanID             ->  trace id, span id
//   4bf92f3577b34da6a3ce929d0e0e4736   53995c3f42cd8ad8         the same      (Jaeger)
//   a3ce929d0e0e4736                   3f42cd8ad8               left-padded   (Jaeger, 64 bits)
//   11803532876627986230               67667974448284343        0x00..a3ce929d0e0e4736,
//                                                               0x00f067aa0ba902b7 (Datadog,
//                                                               decimal)
//
// Sixteen or fewer digits could be either base; hexadecimal is taken, unless the other id is
// decimal.
#pragma once

#include <optional>
#include <string_view>

#include "opentelemetry/trace/span_context.h"

namespace tracebridge::opentracing_shim {

// Returns a remote, sampled span context with these ids: OpenTracing has no way to ask for the
// flags. Nothing if either is empty, zero, too long, or has other characters.
std::optional<opentelemetry::trace::SpanContext> ReadForeignIds(std::string_view trace_id,
                                                                std::string_view span_id) noexcept;

}  // namespace tracebridge::opentracing_shim
