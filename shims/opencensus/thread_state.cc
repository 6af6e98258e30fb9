#include "shims/opencensus/thread_state.h"

#include <pthread.h>

#include <new>

#include "opentelemetry/context/context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "shims/opencensus/access.h"
#include "shims/opencensus/current_start.h"

namespace tracebridge::opencensus_shim {
namespace {

// In raw storage, and ended by a key's destructor: those run after the destructors of the thread's C++ objects, which may
// still trace. Whoever needs the state later yet gets a new one in the same place, and the key's destructor runs again.
struct Storage {
  alignas(ThreadState) unsigned char bytes[sizeof(ThreadState)];
  bool is_alive;
};
thread_local Storage storage;

pthread_key_t end_key;
pthread_once_t end_key_once = PTHREAD_ONCE_INIT;

void AtThreadEnd(void*) noexcept {
  if (!storage.is_alive) return;
  storage.is_alive = false;
  std::launder(reinterpret_cast<ThreadState*>(storage.bytes))->~ThreadState();
}

void MakeEndKey() noexcept { pthread_key_create(&end_key, AtThreadEnd); }

}  // namespace

ThreadState::ThreadState() : view(opencensus::context::ContextAccess::Blank()) {
  opencensus::trace::SpanAccess::MakeView(&opencensus::context::ContextAccess::span(view));
}

void ThreadState::MakeRoot() noexcept {
  const opentelemetry::context::Context context(opentelemetry::trace::kIsRootSpanKey, true);
  has_root_ = context.HasKey(opentelemetry::trace::kIsRootSpanKey);
  root_.parent = context;
}

ThreadState& ThreadState::Get() noexcept {
  if (storage.is_alive) return *std::launder(reinterpret_cast<ThreadState*>(storage.bytes));
  auto* state = new (storage.bytes) ThreadState;
  storage.is_alive = true;
  pthread_once(&end_key_once, MakeEndKey);
  pthread_setspecific(end_key, &storage);
  JoinCurrentStarts();
  return *state;
}

const Start* ThreadState::CurrentStart() noexcept {
  if (!storage.is_alive) return nullptr;
  return std::launder(reinterpret_cast<ThreadState*>(storage.bytes))->start;
}

}  // namespace tracebridge::opencensus_shim
