// A received metric as lines of JSON, for scripts: one a point.
//
//   {"metric":"shop.latency","unit":"ms","kind":"histogram","temporality":"delta","monotonic":false,"scope":"shop","service":"shop",
//    "attributes":[["code",200]],"startTimeUnixNano":"1","timeUnixNano":"2","value":null,"count":3,"sum":9.5,"min":0.5,"max":5.0,
//    "exemplars":[{"traceId":"...","spanId":"...","timeUnixNano":"5","value":4.5,"attributes":[]}]}
#pragma once

#include <iosfwd>

#include "migration/tail/metric_model.h"

namespace tracebridge::tail {

// Writes the lines in ASCII, each with its line break and as soon as it is made; none for a metric without points. What a point
// has not is null; doubles that JSON lacks are text. What each line says again is cut (kMaxRepeatedBytes).
void WriteMetricJson(const Metric& metric, std::ostream& out);

}  // namespace tracebridge::tail
