// For a provider without exporters: spans are recorded all the same, because OpenCensus's exporters see them through the
// observer, and because without a processor an SDK makes no ids.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/processor.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::bridge {

// Returns a processor that drops what has finished. No thread, no lock.
std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor> MakeRecordingProcessor();

// Returns whether `options` names an exporter.
bool HasExporter(const FinalizedOptions& options);

}  // namespace tracebridge::bridge
