// What Merge() and Diff() make, as far as there is memory.
#pragma once

#include <memory>

#include "opentelemetry/sdk/metrics/aggregation/aggregation.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Returns what `make` returns; null, counted, without memory.
template <class Make>
std::unique_ptr<Aggregation> OrNull(const Make& make) noexcept {
  try {
    return make();
  } catch (...) {  // also std::length_error, of buckets beyond all memory
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return nullptr;
  }
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
