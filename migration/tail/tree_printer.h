// A finished trace as text:
//
//   trace 4bf92f3577b34da6a3ce929d0e0e4736  3 spans, 2 services, 3 APIs, 12.4 ms
//   span                       duration  API            service
//   GET /messages               12.4 ms  OpenTracing    edge
//   ├─ check                    3.10 ms  OpenCensus     auth     error: denied
//   └─ mysql.Query              5.02 ms  OpenTelemetry  edge     1 link to span 00f067aa0ba902b7
#pragma once

#include <string>

#include "migration/tail/trace_store.h"

namespace tracebridge::tail {

struct PrintOptions {
  bool color = false;  // ANSI escape sequences
  bool ascii = false;  // lines of the tree as `|-` and '`-'
};

// Returns the trace, each line ended by a newline. Text of senders is safe for a terminal, cut to
// its column; indentation stops at a depth where it would fill the line.
std::string PrintTree(const Trace& trace, const PrintOptions& options);

}  // namespace tracebridge::tail
