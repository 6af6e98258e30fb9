#include "shims/opentracing/process_mutex.h"

#include <pthread.h>

namespace tracebridge::opentracing_shim {
namespace {

std::mutex mutex;  // constant-initialised, and trivially destroyed

// When the library is loaded, which is after the state library: this handler runs outside of that one's.
__attribute__((constructor)) void Register() noexcept {
  const auto unlock = [] { mutex.unlock(); };
  pthread_atfork([] { mutex.lock(); }, unlock, unlock);
}

}  // namespace

std::mutex& ProcessMutex() noexcept { return mutex; }

}  // namespace tracebridge::opentracing_shim
