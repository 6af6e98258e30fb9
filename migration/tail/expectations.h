// What a script expects to have been received, and what of it was not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "migration/tail/trace_store.h"

namespace tracebridge::tail {

struct Expectations {
  bool one_trace = false;          // exactly one trace, and it is one tree
  std::optional<size_t> traces;    // exactly so many, and each is one tree
  std::optional<size_t> spans;     // at least so many in each trace
  std::optional<size_t> apis;      // at least so many in each trace
  std::optional<size_t> services;  // at least so many in each trace
};

// Returns a sentence for each expectation that `traces` (all that were received) do not meet.
std::vector<std::string> Unmet(const Expectations& expectations,
                               const std::vector<const Trace*>& traces, const StoreCounts& counts);

}  // namespace tracebridge::tail
