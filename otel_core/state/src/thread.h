// What the state library keeps for each thread. Owned by a registry, adopted by a later thread when
// its thread ends, never freed: tickets and tests may look at its frames at any time.
#pragma once

#include <cstdint>

#include "tracebridge/state.h"

namespace tracebridge::state {

struct Thread {
  Frame* top = nullptr;
  Frame* free_frames = nullptr;
  std::uint64_t random[4] = {};
  std::uint32_t random_process = 0;  // the process generation that `random` was seeded in
  unsigned number = 0;
  Thread* next_idle = nullptr;
};

// The calling thread's state; null until it needs some. One pointer: small enough for the static TLS
// reserve of a dlopen'ed library, and read without a call. (`thread_local` would be read through a
// function, for its initialiser might be elsewhere.)
extern __thread Thread* this_thread __attribute__((tls_model("initial-exec")));

// Gives the calling thread its state; null only without memory.
Thread* AcquireThread() noexcept;

// Returns the calling thread's state; null only without memory.
inline Thread* ThisThread() noexcept {
  Thread* thread = this_thread;
  return __builtin_expect(thread != nullptr, 1) ? thread : AcquireThread();
}

// Ends all activations of `thread`; called when its thread ends.
void ReleaseFrames(Thread& thread) noexcept;

// Around fork: hold the registry's lock, so that the child finds it whole.
void LockThreads() noexcept;
void UnlockThreads() noexcept;

}  // namespace tracebridge::state
