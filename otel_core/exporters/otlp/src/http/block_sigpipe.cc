#include "otel_core/exporters/otlp/src/http/block_sigpipe.h"

#include <time.h>

namespace tracebridge::otlp {
namespace {

sigset_t Sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  return set;
}

bool IsPending() {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, SIGPIPE) == 1;
}

}  // namespace

BlockSigpipe::BlockSigpipe() : was_pending_(IsPending()) {
  const sigset_t sigpipe = Sigpipe();
  pthread_sigmask(SIG_BLOCK, &sigpipe, &before_);
}

BlockSigpipe::~BlockSigpipe() {
  const sigset_t sigpipe = Sigpipe();
  const timespec at_once{};
  if (!was_pending_ && IsPending()) sigtimedwait(&sigpipe, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace tracebridge::otlp
