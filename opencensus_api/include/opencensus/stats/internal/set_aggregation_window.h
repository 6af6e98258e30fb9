// Views that are read in the process may have another window than the cumulative one.
#pragma once

#include "opencensus/stats/internal/aggregation_window.h"
#include "opencensus/stats/view_descriptor.h"

namespace opencensus {
namespace stats {

// Only cumulative views can be registered for export.
void SetAggregationWindow(const AggregationWindow& window, ViewDescriptor* descriptor);

}  // namespace stats
}  // namespace opencensus
