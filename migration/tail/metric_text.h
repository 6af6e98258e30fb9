// A received metric as lines: one a point.
//
//   metric shop.requests [{request}] counter delta {http.route=/items/{id}, code=200} 5, of shop
//   metric queue.length gauge {} no value, of shop
//   metric shop.latency [ms] histogram {} count 3, sum 9.5, min 0.5, max 5, exemplar 4.5 in trace 4bf92f3577b34da6a3ce929d0e0e4736, of shop
#pragma once

#include <iosfwd>

#include "migration/tail/metric_model.h"

namespace tracebridge::tail {

// Writes the lines, each with its line break and as soon as it is made; safe for a terminal. One line also for a metric without
// points. A counter is a monotonic sum. Cumulative is not said. What each line says again is cut (kMaxRepeatedBytes).
void WriteMetricLines(const Metric& metric, std::ostream& out);

}  // namespace tracebridge::tail
