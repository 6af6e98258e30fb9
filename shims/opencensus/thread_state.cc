#include "shims/opencensus/thread_state.h"

#include <new>

#include "opentelemetry/context/context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/opencensus/access.h"

namespace tracebridge::opencensus_shim {
namespace {

// In raw storage with a separate guard: after the guard's destructor has run, whoever still needs
// the state gets a new one in the same place.
struct Storage {
  alignas(ThreadState) unsigned char bytes[sizeof(ThreadState)];
  bool is_alive;
};
thread_local Storage storage;

struct AtThreadEnd {
  ~AtThreadEnd() {
    if (!storage.is_alive) return;
    storage.is_alive = false;
    std::launder(reinterpret_cast<ThreadState*>(storage.bytes))->~ThreadState();
  }
  void Arm() noexcept {}
};
thread_local AtThreadEnd at_thread_end;

}  // namespace

ThreadState::ThreadState() : view(opencensus::context::ContextAccess::Blank()) {
  opencensus::trace::SpanAccess::MakeView(&opencensus::context::ContextAccess::span(view));
  root.parent = opentelemetry::context::Context(opentelemetry::trace::kIsRootSpanKey, true);
}

ThreadState& ThreadState::Get() noexcept {
  if (storage.is_alive) return *std::launder(reinterpret_cast<ThreadState*>(storage.bytes));
  auto* state = new (storage.bytes) ThreadState;
  storage.is_alive = true;
  at_thread_end.Arm();
  return *state;
}

}  // namespace tracebridge::opencensus_shim
