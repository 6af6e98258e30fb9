#include "otel_core/sdk/src/metrics/state/readers.h"

#include <mutex>
#include <utility>

#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::metrics {

using Lock = std::lock_guard<tracebridge::sdk::ForkSafeMutex>;

void Readers::Add(std::shared_ptr<MetricReader> reader) {
  const Lock lock(mutex_);
  readers_.push_back(std::move(reader));
}

void Readers::Clear() noexcept {
  std::vector<std::shared_ptr<MetricReader>> gone;  // destroyed without the lock
  const Lock lock(mutex_);
  gone.swap(readers_);
}

std::vector<std::shared_ptr<MetricReader>> Readers::All() const {
  const Lock lock(mutex_);
  return readers_;
}

bool Readers::WakeAll() const noexcept {
  try {
    bool are_awake = true;
    for (const auto& reader : All()) are_awake = reader->WakeUp() && are_awake;
    return are_awake;
  } catch (...) {
    tracebridge::Count(tracebridge::Diagnostic::kOutOfMemory);
    return false;
  }
}

}  // namespace sdk::metrics
OPENTELEMETRY_END_NAMESPACE
