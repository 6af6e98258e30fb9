// While one lives, a thread that is started takes no signal but for faults of its own: those are for the program's own threads.
//
// A thread inherits the mask of the one that starts it. A program that blocks SIGTERM later on, to wait for it with sigwait(),
// would otherwise leave a thread of ours as the one place where the signal is delivered, which ends the program.
#pragma once

#include <pthread.h>
#include <signal.h>

namespace tracebridge::state {

class BlockSignals {
 public:
  BlockSignals() noexcept {
    sigset_t all;
    sigfillset(&all);
    // A fault of the thread's own is for the program's crash handler; blocked, it would end the program without one.
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) {
      sigdelset(&all, fault);
    }
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~BlockSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  BlockSignals(const BlockSignals&) = delete;
  BlockSignals& operator=(const BlockSignals&) = delete;

 private:
  sigset_t before_;
};

}  // namespace tracebridge::state
