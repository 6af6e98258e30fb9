#include "otel_core/state/src/slots.h"
#include "tracebridge/diagnostics.h"

namespace tracebridge::state {
namespace {

constexpr unsigned kCounterCount = 256;
std::atomic<std::uint64_t> counters[kCounterCount];

}  // namespace

void ResetCounters() noexcept {
  for (auto& counter : counters) counter.store(0, std::memory_order_relaxed);
}

}  // namespace tracebridge::state

extern "C" {

void tracebridge_state_v1_count(unsigned id, std::uint64_t n) noexcept {
  using namespace tracebridge::state;
  if (id < kCounterCount) counters[id].fetch_add(n, std::memory_order_relaxed);
}

std::uint64_t tracebridge_state_v1_counter(unsigned id) noexcept {
  using namespace tracebridge::state;
  return id < kCounterCount ? counters[id].load(std::memory_order_relaxed) : 0;
}

}  // extern "C"
