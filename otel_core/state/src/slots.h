// The globals that a program sets: a shared_ptr and a lock each, on a cache line of its own.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <new>

#include "tracebridge/state.h"

namespace tracebridge::state {

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

extern Global globals[kSlotCount];

inline bool HasContextStorage() noexcept {
  return globals[static_cast<unsigned>(Slot::kContextStorage)].is_set.load(
      std::memory_order_relaxed);
}

// Around fork: hold every lock of the slots and of the registry of objects.

void LockSlots() noexcept;
void UnlockSlots() noexcept;
void LockObjects() noexcept;
void UnlockObjects() noexcept;
void ResetCounters() noexcept;

}  // namespace tracebridge::state
