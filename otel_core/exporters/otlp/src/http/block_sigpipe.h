// Keeps a peer that hangs up from killing the program.
#pragma once

#include <signal.h>

namespace tracebridge::otlp {

// While it lives, writes of this thread to a closed connection raise no SIGPIPE. (A TLS library writes
// to its socket without MSG_NOSIGNAL.)
class BlockSigpipe {
 public:
  BlockSigpipe();
  ~BlockSigpipe();
  BlockSigpipe(const BlockSigpipe&) = delete;
  BlockSigpipe& operator=(const BlockSigpipe&) = delete;

 private:
  sigset_t before_;
  bool was_pending_;
};

}  // namespace tracebridge::otlp
