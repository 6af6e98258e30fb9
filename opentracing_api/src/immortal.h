// Objects that outlive every static destructor.
#pragma once

#include <new>

namespace tracebridge::opentracing_api {

// Returns the one T of this library, constructed at the first call and never destroyed, so that
// code that runs after main may use it. Takes no memory from the heap and cannot fail.
template <typename T>
const T& Immortal() noexcept {
  alignas(T) static unsigned char storage[sizeof(T)];
  static const T* const object = new (storage) T;
  return *object;
}

}  // namespace tracebridge::opentracing_api
