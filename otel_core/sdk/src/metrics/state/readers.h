// The readers of a provider, told when there is something to collect.
#pragma once

#include <memory>
#include <vector>

#include "opentelemetry/sdk/metrics/metric_reader.h"
#include "opentelemetry/version.h"
#include "otel_core/sdk/src/common/fork_aware.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

// Safe from any thread. Outlives the provider, for instruments do.
class Readers {
 public:
  // Throws std::bad_alloc.
  void Add(std::shared_ptr<MetricReader> reader);
  // Returns those that there were.
  std::vector<std::shared_ptr<MetricReader>> Take() noexcept;

  // Throws std::bad_alloc.
  std::vector<std::shared_ptr<MetricReader>> All() const;

  // Calls WakeUp of each, without a lock: it may start a thread. Returns false when one could not.
  bool WakeAll() const noexcept;

 private:
  mutable tracebridge::sdk::ForkSafeMutex mutex_;
  std::vector<std::shared_ptr<MetricReader>> readers_;
};

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
