// An object of a C++ class that all copies of tracebridge in the process share: the executable's, and those that libraries
// brought with them.
//
//   Delivery* one = ProcessObject<Delivery>("tracebridge.finished_spans/" TRACEBRIDGE_VERSION);
//
// The name says whose layout it has: `.v1` one that is frozen, `/0.1.0` that of a release. Copies of two releases find the
// first and have one each of the second. Why: docs/RATIONALE.md, "What do two copies of tracebridge in a process share?".
#pragma once

#include <atomic>
#include <memory>
#include <new>

#include "tracebridge/state.h"

namespace tracebridge::state {

// Returns the object `name`: `own`, unless another copy of tracebridge had offered its own before. Null without memory. The
// object must live, and the code of its functions stay loaded, for as long as the process.
template <class T>
T* OfferProcessObject(const char* name, T* own) noexcept {
  using Cell = std::atomic<T*>;
  auto* const cell = static_cast<Cell*>(
      tracebridge_state_v1_object(name, []() -> void* { return new Cell(nullptr); }));
  if (cell == nullptr) return nullptr;
  T* found = nullptr;
  return cell->compare_exchange_strong(found, own, std::memory_order_acq_rel) ? own : found;
}

// As above, with a new T, which a thread that comes second destroys again. Made outside of the state library's lock: it may
// have a lock of its own that a fork takes. Throws what T's constructor throws, std::bad_alloc too.
template <class T>
T* ProcessObject(const char* name) {
  auto own = std::make_unique<T>();
  T* const one = OfferProcessObject(name, own.get());
  if (one == nullptr) throw std::bad_alloc();
  if (one == own.get()) own.release();
  return one;
}

}  // namespace tracebridge::state
