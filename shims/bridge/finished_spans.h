// Hands the finished spans of the process to OpenCensus's handlers and exporters, in batches, on a thread of its own.
//
// While no exporter is registered it costs the load of a pointer a span; then a copy of the record. Queue, thread, bounds
// and forks are those of the SDK's batch processor.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_record.h"
#include "shims/opencensus/default_provider.h"

namespace tracebridge::bridge {

// Returns `record` as the shim's plain values.
opencensus_shim::FinishedSpan ToFinishedSpan(const opentelemetry::sdk::trace::SpanRecord& record);

// See opencensus_shim::DefaultProvider for each.
void DeliverFinishedSpans(opencensus_shim::FinishedSpanSink* sink);
void ScheduleFinishedSpans(std::size_t batch_size, std::chrono::milliseconds interval);

// From now on `exporter` gets them too, as records without resource and scope, for as long as the process lives: exporters
// that OpenCensus programs register, and that are ours. Throws std::bad_alloc.
void ExportFinishedSpans(std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> exporter);

// Returns whether all spans that finished before the call have been delivered within `timeout`.
bool FlushFinishedSpans(std::chrono::microseconds timeout);

}  // namespace tracebridge::bridge
