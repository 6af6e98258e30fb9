// How long calls to other services take, by method, as programs measure it with OpenCensus.
#pragma once

#include <chrono>

#include "absl/strings/string_view.h"
#include "opencensus/stats/stats.h"

namespace stats_example {

// Milliseconds that a call took.
opencensus::stats::MeasureDouble Latency();

// Exports a distribution of Latency() by method and status.
void RegisterLatencyView();

void RecordCall(absl::string_view method, int status, std::chrono::nanoseconds duration);

}  // namespace stats_example
