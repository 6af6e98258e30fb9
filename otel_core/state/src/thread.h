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

// Returns the calling thread's state; null only without memory.
Thread* ThisThread() noexcept;

// Ends all activations of `thread`; called when its thread ends.
void ReleaseFrames(Thread& thread) noexcept;

// Around fork: hold the registry's lock, so that the child finds it whole.
void LockThreads() noexcept;
void UnlockThreads() noexcept;

}  // namespace tracebridge::state
