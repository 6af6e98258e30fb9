// An object of a C++ class that all copies of tracebridge in the process share: the executable's, and those that libraries
// brought with them.
//
//   Delivery* one = ProcessObject<Delivery>("tracebridge.finished_spans/" TRACEBRIDGE_VERSION);
//
// The name says whose layout it has: `.v1` one that is frozen, `/0.1.0` that of a release. Copies of two releases find the
// first and have one each of the second. Why: docs/RATIONALE.md, "What do two copies of tracebridge in a process share?".
#pragma once

#include <pthread.h>

#include <atomic>
#include <memory>
#include <mutex>
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

// Returns the object `name`, made when first asked, of a class whose locks a fork takes: it has BeforeFork(), InParent() and
// InChild(), which the copy of this code that made the object calls around each fork. Null without memory.
//
// One object a class. Hidden: what two libraries have of it in common by its name is not one thing to the dynamic linker, as each
// holds the object that it made itself.
//
// Ask for it when the library is loaded, too: a fork that has begun takes no lock of an object that another thread makes
// meanwhile. An object under whose lock another one's is taken has to be made after that one, so that the fork takes it first.
template <class T>
__attribute__((visibility("hidden"))) T* ProcessObjectHeldInForks(const char* name) noexcept {
  // For the handlers around forks, which another thread than its maker's may run.
  static std::atomic<T*> of_this_copy{nullptr};
  const auto make = []() -> void* {
    auto own = std::make_unique<T>();
    of_this_copy.store(own.get(), std::memory_order_release);
    const int status =
        pthread_atfork([] { of_this_copy.load(std::memory_order_acquire)->BeforeFork(); },
                       [] { of_this_copy.load(std::memory_order_acquire)->InParent(); },
                       [] { of_this_copy.load(std::memory_order_acquire)->InChild(); });
    if (status != 0) throw std::bad_alloc();
    return own.release();
  };
  return static_cast<T*>(tracebridge_state_v1_object(name, make));
}

// For who cannot go on without. Throws std::bad_alloc for null.
template <class T>
T& OrThrow(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return *object;
}

// The three for a lock that is held for moments alone.
struct LockedInForks {
  mutable std::mutex mutex;

  void BeforeFork() { mutex.lock(); }
  void InParent() { mutex.unlock(); }
  void InChild() { mutex.unlock(); }
};

}  // namespace tracebridge::state
