#include "otel_core/sdk/src/common/fork_aware.h"

#include <pthread.h>

namespace tracebridge::sdk {

// Constant-initialised and never destroyed.
struct ForkRegistry {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  ForkEntry* first = nullptr;
  ForkEntry* last = nullptr;

  void Add(ForkEntry* entry) noexcept {
    pthread_mutex_lock(&mutex);
    entry->previous_ = last;
    (last == nullptr ? first : last->next_) = entry;
    last = entry;
    pthread_mutex_unlock(&mutex);
  }

  void Remove(ForkEntry* entry) noexcept {
    pthread_mutex_lock(&mutex);
    (entry->previous_ == nullptr ? first : entry->previous_->next_) = entry->next_;
    (entry->next_ == nullptr ? last : entry->next_->previous_) = entry->previous_;
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
  for (ForkEntry* entry = registry.last; entry != nullptr; entry = entry->previous_) {
    entry->before_fork_(entry->object_);
  }
}

void ForkRegistry::InParent() noexcept {
  for (ForkEntry* entry = registry.first; entry != nullptr; entry = entry->next_) {
    entry->in_parent_(entry->object_);
  }
  pthread_mutex_unlock(&registry.mutex);
}

void ForkRegistry::InChild() noexcept {
  for (ForkEntry* entry = registry.first; entry != nullptr; entry = entry->next_) {
    entry->in_child_(entry->object_);
  }
  pthread_mutex_unlock(&registry.mutex);
}

ForkEntry::ForkEntry(void* object, Call before_fork, Call in_parent, Call in_child) noexcept
    : object_(object), before_fork_(before_fork), in_parent_(in_parent), in_child_(in_child) {
  pthread_once(&once, Register);
  registry.Add(this);
}

ForkEntry::~ForkEntry() { registry.Remove(this); }

}  // namespace tracebridge::sdk
