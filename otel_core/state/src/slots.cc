#include "otel_core/state/src/slots.h"

#include <utility>

namespace tracebridge::state {

Global globals[kSlotCount];

void LockSlots() noexcept {
  for (Global& global : globals) pthread_mutex_lock(&global.mutex);
}

void UnlockSlots() noexcept {
  for (Global& global : globals) pthread_mutex_unlock(&global.mutex);
}

}  // namespace tracebridge::state

using tracebridge::state::globals;

extern "C" {

void tracebridge_state_v1_get(unsigned slot, std::shared_ptr<void>* value) noexcept {
  auto& global = globals[slot];
  if (!global.is_set.load(std::memory_order_acquire)) {
    value->reset();
    return;
  }
  pthread_mutex_lock(&global.mutex);
  std::shared_ptr<void> copy = global.value();
  pthread_mutex_unlock(&global.mutex);
  *value = std::move(copy);
}

void tracebridge_state_v1_set(unsigned slot, const std::shared_ptr<void>* value) noexcept {
  auto& global = globals[slot];
  std::shared_ptr<void> previous = *value;
  pthread_mutex_lock(&global.mutex);
  global.value().swap(previous);
  global.is_set.store(*value != nullptr, std::memory_order_release);
  global.version.fetch_add(1, std::memory_order_release);
  pthread_mutex_unlock(&global.mutex);
}

int tracebridge_state_v1_is_set(unsigned slot) noexcept {
  return globals[slot].is_set.load(std::memory_order_relaxed) ? 1 : 0;
}

std::uint64_t tracebridge_state_v1_version(unsigned slot) noexcept {
  return globals[slot].version.load(std::memory_order_acquire);
}

}  // extern "C"
