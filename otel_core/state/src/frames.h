// The innermost activation of a thread.
#pragma once

#include "otel_core/state/src/slots.h"
#include "otel_core/state/src/thread.h"
#include "tracebridge/state.h"

namespace tracebridge::state {

// Stands for a context that is kept in a storage of the program's: nothing is in it. Never destroyed.
extern union Elsewhere {
  constexpr Elsewhere() noexcept : frame() {}
  ~Elsewhere() {}
  Frame frame;
} elsewhere;

inline bool IsAttached(const Frame& frame) noexcept {
  return (frame.serial.load(std::memory_order_relaxed) & 1) != 0;
}

// Takes away the innermost frames that have been closed out of order.
__attribute__((noinline)) void UnlinkClosed(Thread& thread) noexcept;

// As tracebridge_state_v1_top. `thread` is the calling thread's state, or null.
inline Frame* Top(Thread* thread) noexcept {
  if (thread == nullptr) return nullptr;
  Frame* top = thread->top;
  if (__builtin_expect(top == nullptr || IsAttached(*top), 1)) return top;
  UnlinkClosed(*thread);
  return thread->top;
}

// As tracebridge_state_v1_current.
inline Frame* Current(Thread* thread) noexcept {
  return __builtin_expect(HasContextStorage(), 0) ? &elsewhere.frame : Top(thread);
}

}  // namespace tracebridge::state
