// A lock of one byte for sections of a few instructions.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {

constexpr int SPINLOCK_FAST_ITERATIONS = 100;
constexpr int SPINLOCK_SLEEP_MS = 1;

// Spins, then yields, then sleeps a millisecond, and again. For use with std::lock_guard. Not
// recursive, not fair; never hold one across I/O or a callback.
class SpinLockMutex {
 public:
  constexpr SpinLockMutex() noexcept = default;
  SpinLockMutex(const SpinLockMutex&) = delete;
  SpinLockMutex& operator=(const SpinLockMutex&) = delete;

  // Tells the processor that this is a spinning loop.
  static void fast_yield() noexcept {
#if defined(__i386__) || defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__arm__) || defined(__aarch64__)
    __asm__ __volatile__("yield" ::: "memory");
#endif
  }

  // Returns at once: true, and the lock is held, or false.
  bool try_lock() noexcept {
    return !flag_.load(std::memory_order_relaxed) &&
           !flag_.exchange(true, std::memory_order_acquire);
  }

  void lock() noexcept {
    for (;;) {
      for (int i = 0; i < SPINLOCK_FAST_ITERATIONS; ++i) {
        if (try_lock()) return;
        fast_yield();
      }
      std::this_thread::yield();
      if (try_lock()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(SPINLOCK_SLEEP_MS));
    }
  }

  void unlock() noexcept { flag_.store(false, std::memory_order_release); }

 private:
  std::atomic<bool> flag_{false};
};

}  // namespace common
OPENTELEMETRY_END_NAMESPACE
