// Collected metrics as text.
//
//   {
//     scope name	: shop
//     ...
//     instrument name	: requests
//     type		: SumPointData
//     value		: 7
//     attributes		:
//   	route: /items
//
// The layout is that of opentelemetry-cpp's exporter, which people and scripts know; exemplars, which that one has not,
// follow the attributes.
#pragma once

#include <string>

#include "opentelemetry/sdk/metrics/export/metric_producer.h"

namespace tracebridge::exporters {

// Appends a block for each scope to `*out`. Throws std::bad_alloc.
void AppendMetricText(const opentelemetry::sdk::metrics::ResourceMetrics& metrics,
                      std::string* out);

}  // namespace tracebridge::exporters
