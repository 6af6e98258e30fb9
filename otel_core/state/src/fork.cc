// Around fork: our locks are taken in the order objects, slots, threads, so that the child finds
// them free and whole. This library loads before those that use it, so its handlers run innermost:
// theirs may still call it.
#include <pthread.h>

#include "otel_core/state/src/process.h"
#include "otel_core/state/src/slots.h"
#include "otel_core/state/src/thread.h"

namespace tracebridge::state {

std::atomic<std::uint32_t> process_generation{1};

namespace {

void BeforeFork() noexcept {
  LockObjects();
  LockSlots();
  LockThreads();
}

void Unlock() noexcept {
  UnlockThreads();
  UnlockSlots();
  UnlockObjects();
}

void InChild() noexcept {
  process_generation.fetch_add(1, std::memory_order_relaxed);
  ResetCounters();  // what the parent dropped is the parent's to report
  Unlock();
}

// Before the constructors without a number, where a program has all of us linked into it.
__attribute__((constructor(101))) void Register() noexcept {
  pthread_atfork(BeforeFork, Unlock, InChild);
}

}  // namespace
}  // namespace tracebridge::state

extern "C" std::uint32_t tracebridge_state_v1_process() noexcept {
  return tracebridge::state::ThisProcess();
}
