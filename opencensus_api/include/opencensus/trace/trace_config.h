// The process's TraceParams. Until set: 32 attributes, 32 annotations, 128 message events, 32
// links, and one root in 10,000 sampled.
#pragma once

#include "opencensus/trace/trace_params.h"

namespace opencensus {
namespace trace {

class TraceConfig {
 public:
  // Applies to spans that start afterwards. Safe from any thread, but not atomic: a span that
  // starts meanwhile may see some members old and some new.
  static void SetCurrentTraceParams(const TraceParams& params);
};

}  // namespace trace
}  // namespace opencensus
