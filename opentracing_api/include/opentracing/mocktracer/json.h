// Recorded spans as JSON.
#pragma once

#include <opentracing/mocktracer/recorder.h>
#include <opentracing/mocktracer/symbols.h>

#include <iosfwd>
#include <vector>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace mocktracer {
// Writes one array, without white space, of an object a span:
//
//   {"span_context":{"trace_id":"000000000000007b","span_id":"00000000000001c8","baggage":{}},
//    "references":[{"reference_type":"CHILD_OF","trace_id":"...","span_id":"..."}],
//    "operation_name":"get","start_timestamp":183600000000,"duration":92,"tags":{"n":123},
//    "logs":[{"timestamp":183600000000,"fields":[{"key":"event","value":"miss"}]}]}
//
// Times are microseconds. NaN and the infinities are the strings "NaN", "+Inf" and "-Inf".
OPENTRACING_MOCK_TRACER_API void ToJson(std::ostream& writer, const std::vector<SpanData>& spans);
}  // namespace mocktracer
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
