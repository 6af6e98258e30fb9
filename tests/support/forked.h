// Code that runs in a forked child.
#pragma once

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <functional>

#include "tests/support/sanitizers.h"

namespace tracebridge::test {

// ThreadSanitizer takes a thread that got the stack of one of the parent's threads for that one, and ends the process. The
// cached stacks are too small for threads that are started after this.
inline void UseLargerStacks() {
  pthread_attr_t attributes;
  std::size_t size = 0;
  pthread_getattr_default_np(&attributes);
  pthread_attr_getstacksize(&attributes, &size);
  pthread_attr_setstacksize(&attributes, 2 * size);
  pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
}

// Runs `body` in a forked child; returns whether it returned true there, within a minute. Under a sanitizer no other thread
// may be inside the heap (WaitUntilOthersSleep in threads.h).
inline bool InChild(const std::function<bool()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);  // a deadlock fails
    if (kIsThreadSanitized) UseLargerStacks();
    _exit(body() ? 0 : 1);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

}  // namespace tracebridge::test
