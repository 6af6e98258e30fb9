// OpenCensus's views for OpenTelemetry's metrics SDK.
//
//   reader->AddMetricProducer(tracebridge::MakeOpenCensusMetricProducer());
#pragma once

#include <memory>

#include "opentelemetry/sdk/metrics/exemplar/filter_type.h"
#include "opentelemetry/sdk/metrics/export/metric_producer.h"

namespace tracebridge {

// Returns a producer of all views that are registered for export, of scope `opencensus-shim`, as they are when it is
// asked: cumulative. It names no resource: the SDK has one. docs/mapping.md, "OpenCensus stats to OpenTelemetry".
//
// For one reader: it produces each exemplar once. The filter of the last one that was made is the process's.
std::unique_ptr<opentelemetry::sdk::metrics::MetricProducer> MakeOpenCensusMetricProducer(
    opentelemetry::sdk::metrics::ExemplarFilterType exemplar_filter =
        opentelemetry::sdk::metrics::ExemplarFilterType::kTraceBased);

}  // namespace tracebridge
