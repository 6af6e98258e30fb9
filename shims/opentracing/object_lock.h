// A spin lock in an object that a forked child may inherit while a thread of its parent holds it.
//
// There that thread does not exist: the child takes the lock over, and is told once that a change of what it guards may
// be half done.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "tracebridge/state.h"

namespace tracebridge::opentracing_shim {

class ObjectLock {
 public:
  // Returns false when it was taken over.
  bool Lock() noexcept {
    const std::uint32_t mine = tracebridge_state_v1_process();
    for (int spins = 0;; ++spins) {
      std::uint32_t holder = kFree;
      if (holder_.compare_exchange_weak(holder, mine, std::memory_order_acquire)) return true;
      if (holder != kFree && holder != mine &&
          holder_.compare_exchange_strong(holder, mine, std::memory_order_acquire)) {
        return false;
      }
      if (spins >= kSpins) std::this_thread::yield();
    }
  }
  void Unlock() noexcept { holder_.store(kFree, std::memory_order_release); }

 private:
  static constexpr std::uint32_t kFree = 0;  // no process has this number
  static constexpr int kSpins = 64;

  std::atomic<std::uint32_t> holder_{kFree};
};

}  // namespace tracebridge::opentracing_shim
