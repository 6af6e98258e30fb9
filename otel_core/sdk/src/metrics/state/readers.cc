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

std::vector<std::shared_ptr<MetricReader>> Readers::Take() noexcept {
  std::vector<std::shared_ptr<MetricReader>> taken;
  const Lock lock(mutex_);
  taken.swap(readers_);
  return taken;
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
