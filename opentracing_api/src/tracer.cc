// The process's tracer.
//
// Other static constructors may call Tracer::Global(): all that it needs is constant-initialised.
// So may static destructors. At exit the tracer is let go, which is when many a tracer flushes, and
// Global() is a no-op tracer from then on.
#include <opentracing/noop.h>
#include <opentracing/tracer.h>
#include <pthread.h>

#include <memory>
#include <mutex>
#include <utility>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace {
struct Registry {
  std::mutex mutex;
  bool registered = false;
  bool settled = false;  // false: `tracer` is null and stands for a no-op tracer not made yet
  std::shared_ptr<Tracer> tracer;
};

// A Registry without a destructor.
union NeverDestroyed {
  constexpr NeverDestroyed() noexcept : registry() {}
  ~NeverDestroyed() {}

  Registry registry;
};

NeverDestroyed never_destroyed;

Registry& TheRegistry() noexcept { return never_destroyed.registry; }

// Precondition: the mutex is held.
std::shared_ptr<Tracer>& CurrentTracer(Registry& registry) noexcept {
  if (!registry.settled) {
    registry.tracer = MakeNoopTracer();
    registry.settled = registry.tracer != nullptr;
  }
  return registry.tracer;
}

// A fork while another thread is in Global() must not leave the child a locked mutex.
void LockForFork() { TheRegistry().mutex.lock(); }
void UnlockAfterFork() { TheRegistry().mutex.unlock(); }

struct Lifetime {
  Lifetime() noexcept { pthread_atfork(LockForFork, UnlockAfterFork, UnlockAfterFork); }

  ~Lifetime() {
    std::shared_ptr<Tracer> last;  // destroyed without the lock: its destructor is foreign code
    Registry& registry = TheRegistry();
    const std::lock_guard<std::mutex> lock(registry.mutex);
    last.swap(registry.tracer);
    registry.settled = false;
  }
};

Lifetime lifetime;
}  // namespace

std::shared_ptr<Tracer> Tracer::Global() noexcept {
  Registry& registry = TheRegistry();
  const std::lock_guard<std::mutex> lock(registry.mutex);
  return CurrentTracer(registry);
}

std::shared_ptr<Tracer> Tracer::InitGlobal(std::shared_ptr<Tracer> tracer) noexcept {
  Registry& registry = TheRegistry();
  const std::lock_guard<std::mutex> lock(registry.mutex);
  CurrentTracer(registry).swap(tracer);
  registry.settled = true;
  registry.registered = true;
  return tracer;
}

bool Tracer::IsGlobalTracerRegistered() noexcept {
  Registry& registry = TheRegistry();
  const std::lock_guard<std::mutex> lock(registry.mutex);
  return registry.registered;
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
