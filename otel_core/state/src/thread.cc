#include "otel_core/state/src/thread.h"

#include <pthread.h>

#include <mutex>
#include <new>

namespace tracebridge::state {
namespace {

// Constant-initialised and never destroyed: used before main and after it.
pthread_mutex_t registry_mutex = PTHREAD_MUTEX_INITIALIZER;
Thread* idle_threads = nullptr;
unsigned thread_count = 0;

pthread_key_t exit_key;
pthread_once_t exit_key_once = PTHREAD_ONCE_INIT;

void Adopt(Thread* thread) noexcept {
  pthread_mutex_lock(&registry_mutex);
  thread->next_idle = idle_threads;
  idle_threads = thread;
  pthread_mutex_unlock(&registry_mutex);
}

// Runs after the thread's C++ thread_local destructors, which may still trace.
void AtThreadExit(void* value) noexcept {
  Thread* thread = static_cast<Thread*>(value);
  ReleaseFrames(*thread);
  this_thread = nullptr;
  Adopt(thread);
}

void MakeExitKey() noexcept { pthread_key_create(&exit_key, AtThreadExit); }

}  // namespace

__thread Thread* this_thread = nullptr;

Thread* AcquireThread() noexcept {
  pthread_once(&exit_key_once, MakeExitKey);
  pthread_mutex_lock(&registry_mutex);
  Thread* thread = idle_threads;
  if (thread != nullptr) {
    idle_threads = thread->next_idle;
  } else if ((thread = new (std::nothrow) Thread) != nullptr) {
    thread->number = thread_count++;
  }
  pthread_mutex_unlock(&registry_mutex);
  if (thread == nullptr) return nullptr;
  this_thread = thread;
  pthread_setspecific(exit_key, thread);
  return thread;
}

void LockThreads() noexcept { pthread_mutex_lock(&registry_mutex); }
void UnlockThreads() noexcept { pthread_mutex_unlock(&registry_mutex); }

}  // namespace tracebridge::state

extern "C" unsigned tracebridge_state_v1_thread_number() noexcept {
  const auto* thread = tracebridge::state::ThisThread();
  return thread == nullptr ? 0 : thread->number;
}
