#include "otel_core/exporters/otlp/src/http/block_sigpipe.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace tracebridge::otlp {
namespace {

TEST(BlockSigpipeTest, OutlivesAWriteToAClosedPipe) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  {
    const BlockSigpipe no_sigpipe;
    EXPECT_EQ(write(ends[1], "x", 1), -1);
  }
  close(ends[1]);
  sigset_t pending;
  sigpending(&pending);
  EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  EXPECT_EQ(sigismember(&mask, SIGPIPE), 0);
}

}  // namespace
}  // namespace tracebridge::otlp
