// An object that exists once in a process, whichever libraries have a copy of this code, with a lock that no forked child is born
// with: `T` has Lock() and Unlock(), for no more than a few instructions each time.
#pragma once

#include <pthread.h>

#include "tracebridge/state.h"

namespace tracebridge::grpc_interceptors {

// Returns the object of `key`, whose last part is the version of T's layout. Never destroyed: servers may outlive main. Called when
// the library is loaded: a fork that has begun takes no lock that another thread registers meanwhile.
template <typename T>
T& ProcessWide(const char* key) {
  static T* of_this_copy =
      nullptr;  // if the object is made by this copy of the code: for the handlers around forks
  const auto make = [] {
    of_this_copy = new T;
    pthread_atfork([] { of_this_copy->Lock(); }, [] { of_this_copy->Unlock(); },
                   [] { of_this_copy->Unlock(); });
    return static_cast<void*>(of_this_copy);
  };
  void* const object = tracebridge_state_v1_object(key, make);
  return *static_cast<T*>(object == nullptr ? make() : object);
}

}  // namespace tracebridge::grpc_interceptors
