// The bridge's own counters as metrics of scope `tracebridge`, so that somebody sees what was dropped before looking for it.
//
//   tracebridge.span.dropped.queue_full   sum, monotonic, cumulative; its description is the row's meaning
//
//   tracebridge.wire.requests              sums as well: what was received and sent, by peer (Bridge::WireCounters)
//   tracebridge.wire.headers               the same of each header format
//
// One metric for each row of kDiagnostics (tracebridge/diagnostics.h) that is not zero. The attributes of the other two are
// tracebridge.wire.peer, tracebridge.wire.format, and tracebridge.wire.event with the words of docs/leaving-a-format.md.
#pragma once

#include <memory>

#include "opentelemetry/sdk/metrics/export/metric_producer.h"
#include "opentelemetry/sdk/metrics/push_metric_exporter.h"
#include "tracebridge/wire_propagator.h"

namespace tracebridge::bridge {

constexpr char kOwnScope[] = "tracebridge";

// `wire` may be null. Throws std::bad_alloc.
std::shared_ptr<opentelemetry::sdk::metrics::MetricProducer> MakeOwnMetricProducer(
    std::shared_ptr<const wire::WirePropagator> wire = nullptr);

// Returns an exporter that gives `exporter` what has metrics of others, and leaves out collections with own ones alone: for
// programs that have asked for no metrics. `exporter` is not null. Throws std::bad_alloc.
std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> WithoutOwnMetricsAlone(
    std::unique_ptr<opentelemetry::sdk::metrics::PushMetricExporter> exporter);

}  // namespace tracebridge::bridge
