// The thread that calls the registered handlers of stats.
#pragma once

namespace tracebridge::opencensus_shim {

// In a forked child: if the parent's handlers were called periodically, so are the child's from now on.
void RestartStatsExporter() noexcept;

}  // namespace tracebridge::opencensus_shim
