// A finished span, of any API, as OpenCensus exporters see it. The inverse of convert.h, and:
//
//   attribute 2.5, [1, 2]           ->  "2.5", "[1,2]"    OpenCensus has strings, integers and bools
//   event rpc.message               ->  message event, when its attributes are those of convert.h
//   any other event                 ->  annotation
//   link without opencensus.link.type ->  parent link: OpenTelemetry's links point at causes
//   Error without census.status_code  ->  UNKNOWN
//   Unset, Ok                       ->  OK
//   more than TraceParams allows    ->  of annotations, message events and links the last ones, as in
//                                       the original; the others count as dropped
#pragma once

#include "opencensus/trace/exporter/span_data.h"
#include "shims/opencensus/default_provider.h"
#include "shims/opencensus/finished_span.h"

namespace tracebridge::opencensus_shim {

opencensus::trace::exporter::SpanData ToOpenCensus(FinishedSpan span, const Limits& limits);

}  // namespace tracebridge::opencensus_shim
