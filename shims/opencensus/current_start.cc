// CurrentStart(): of this copy of the shim, or of another one in the process, each of which keeps its starts in memory of
// its own. Whoever starts a span pays nothing for that; whoever asks looks at each copy.
#include "shims/opencensus/current_start.h"

#include <pthread.h>

#include <atomic>

#include "shims/opencensus/default_provider.h"
#include "shims/opencensus/thread_state.h"
#include "tracebridge/state.h"

namespace tracebridge::opencensus_shim {
namespace {

// A copy of the shim: one a module, and never unloaded.
struct Copy {
  const Start* (*current)() noexcept;
  const Copy* next;
};
using Copies = std::atomic<const Copy*>;

Copies* TheCopies() noexcept {
  const auto make = []() -> void* { return new Copies(nullptr); };
  return static_cast<Copies*>(
      tracebridge_state_v1_object("opencensus.starts/" TRACEBRIDGE_VERSION, make));
}

Copy own_copy{ThreadState::CurrentStart, nullptr};
std::atomic<Copies*> copies{nullptr};

void Join() noexcept {
  Copies* const found = TheCopies();
  if (found == nullptr) return;  // no memory: this copy's starts are seen by itself
  own_copy.next = found->load(std::memory_order_relaxed);
  while (!found->compare_exchange_weak(own_copy.next, &own_copy, std::memory_order_release,
                                       std::memory_order_relaxed)) {
  }
  copies.store(found, std::memory_order_release);
}

}  // namespace

void JoinCurrentStarts() noexcept {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, Join);
}

const Start* CurrentStart() noexcept {
  if (const Start* const own = ThreadState::CurrentStart()) return own;
  const Copies* found = copies.load(std::memory_order_acquire);
  if (found == nullptr) {
    JoinCurrentStarts();
    found = copies.load(std::memory_order_acquire);
    if (found == nullptr) return nullptr;
  }
  for (const Copy* copy = found->load(std::memory_order_acquire); copy != nullptr;
       copy = copy->next) {
    if (copy == &own_copy) continue;
    if (const Start* const start = copy->current()) return start;
  }
  return nullptr;
}

}  // namespace tracebridge::opencensus_shim
