// Families of other collectables, made so that they cannot spoil the page for everybody: Prometheus takes all of it or nothing.
#pragma once

#include <prometheus/metric_family.h>

namespace tracebridge::prometheus_exporter {

// Returns whether the family can be served; then with the line breaks of its help escaped, the texts of its labels valid
// UTF-8, `le` of a histogram and `quantile` of a summary called exported_le and exported_quantile, and without points whose
// labels no reader takes. What is not served is counted and reported (families.h).
// Throws std::bad_alloc.
bool MakeServable(prometheus::MetricFamily* family);

}  // namespace tracebridge::prometheus_exporter
