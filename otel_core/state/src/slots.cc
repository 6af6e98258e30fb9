// The globals that a program sets: a shared_ptr and a lock each, on a cache line of its own.
#include "otel_core/state/src/slots.h"

#include <pthread.h>

#include <new>
#include <utility>

#include "tracebridge/state.h"

namespace tracebridge::state {
namespace {

struct alignas(64) Global {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  std::atomic<bool> is_set{false};
  std::atomic<std::uint64_t> version{0};
  // In raw storage, so that no destructor takes it away from spans that end after main.
  alignas(std::shared_ptr<void>) unsigned char storage[sizeof(std::shared_ptr<void>)] = {};

  // An empty shared_ptr is two null pointers: zeroed storage is one.
  std::shared_ptr<void>& value() noexcept {
    return *std::launder(reinterpret_cast<std::shared_ptr<void>*>(storage));
  }
};

Global globals[kSlotCount];

}  // namespace

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
