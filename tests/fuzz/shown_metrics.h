// What every decoded request with metrics must satisfy, however it was written.
#pragma once

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

// Aborts if a metric lacks its resource or scope, or if what is shown of it holds a byte that acts on a terminal.
void RequireShowable(const MetricsResult& result);

}  // namespace tracebridge::tail
