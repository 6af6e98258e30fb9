#include "otel_core/sdk/src/common/fork_aware.h"

#include <pthread.h>

namespace tracebridge::sdk {

// Constant-initialised and never destroyed.
struct ForkRegistry {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  ForkAware* first = nullptr;
  ForkAware* last = nullptr;

  void Add(ForkAware* object) noexcept {
    pthread_mutex_lock(&mutex);
    object->previous_ = last;
    (last == nullptr ? first : last->next_) = object;
    last = object;
    pthread_mutex_unlock(&mutex);
  }

  void Remove(ForkAware* object) noexcept {
    pthread_mutex_lock(&mutex);
    (object->previous_ == nullptr ? first : object->previous_->next_) = object->next_;
    (object->next_ == nullptr ? last : object->next_->previous_) = object->previous_;
    pthread_mutex_unlock(&mutex);
  }

  static void BeforeFork() noexcept;
  static void InParent() noexcept;
  static void InChild() noexcept;
};

namespace {

ForkRegistry registry;
pthread_once_t once = PTHREAD_ONCE_INIT;

void Register() noexcept {
  pthread_atfork(ForkRegistry::BeforeFork, ForkRegistry::InParent, ForkRegistry::InChild);
}

}  // namespace

void ForkRegistry::BeforeFork() noexcept {
  pthread_mutex_lock(&registry.mutex);
  for (ForkAware* object = registry.last; object != nullptr; object = object->previous_) {
    object->BeforeFork();
  }
}

void ForkRegistry::InParent() noexcept {
  for (ForkAware* object = registry.first; object != nullptr; object = object->next_) {
    object->InParent();
  }
  pthread_mutex_unlock(&registry.mutex);
}

void ForkRegistry::InChild() noexcept {
  for (ForkAware* object = registry.first; object != nullptr; object = object->next_) {
    object->InChild();
  }
  pthread_mutex_unlock(&registry.mutex);
}

ForkAware::ForkAware() noexcept {
  pthread_once(&once, Register);
  registry.Add(this);
}

ForkAware::~ForkAware() { registry.Remove(this); }

}  // namespace tracebridge::sdk
