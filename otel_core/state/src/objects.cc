// Named objects, one of each in a process. A list: there are a handful, looked up once by each
// library.
#include <pthread.h>

#include <cstring>
#include <memory>

#include "otel_core/state/src/slots.h"
#include "tracebridge/state.h"

namespace tracebridge::state {
namespace {

struct Object {
  char* key = nullptr;
  void* value = nullptr;
  Object* next = nullptr;
};

pthread_mutex_t objects_mutex = PTHREAD_MUTEX_INITIALIZER;
Object* objects = nullptr;

void* FindOrMake(const char* key, void* (*make)(void)) {
  for (Object* object = objects; object != nullptr; object = object->next) {
    if (std::strcmp(object->key, key) == 0) return object->value;
  }
  const std::size_t size = std::strlen(key) + 1;
  std::unique_ptr<char[]> own_key(new char[size]);
  std::memcpy(own_key.get(), key, size);
  auto object = std::make_unique<Object>();
  object->value = make();
  object->key = own_key.release();
  object->next = objects;
  objects = object.release();
  return objects->value;
}

}  // namespace

void LockObjects() noexcept { pthread_mutex_lock(&objects_mutex); }
void UnlockObjects() noexcept { pthread_mutex_unlock(&objects_mutex); }

}  // namespace tracebridge::state

extern "C" void* tracebridge_state_v1_object(const char* key, void* (*make)(void)) noexcept {
  tracebridge::state::LockObjects();
  void* value = nullptr;
  try {
    value = tracebridge::state::FindOrMake(key, make);
  } catch (...) {
    // Without memory there is no object; callers treat null as "nothing registered".
  }
  tracebridge::state::UnlockObjects();
  return value;
}
