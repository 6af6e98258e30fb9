#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "tracebridge/diagnostics.h"
#include "tracebridge/state.h"

namespace tracebridge {
namespace {

// Runs `in_child` in a forked child and returns its exit status.
template <class F>
int Fork(F in_child) {
  const pid_t child = fork();
  if (child == 0) _exit(in_child());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(ForkTest, ChildIsANewGenerationWithItsOwnCounters) {
  Count(Diagnostic::kInvalidUtf8, 3);
  const auto parent = tracebridge_state_v1_process();
  EXPECT_EQ(Fork([parent] {
              if (tracebridge_state_v1_process() != parent + 1) return 1;
              if (Counted(Diagnostic::kInvalidUtf8) != 0) return 2;
              return 0;
            }),
            0);
  EXPECT_EQ(tracebridge_state_v1_process(), parent);
  EXPECT_GE(Counted(Diagnostic::kInvalidUtf8), 3u);
}

TEST(ForkTest, ChildDrawsOtherNumbers) {
  tracebridge_state_v1_random();
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const int status = Fork([&] {
    const std::uint64_t number = tracebridge_state_v1_random();
    return write(pipe_ends[1], &number, sizeof number) == sizeof number ? 0 : 1;
  });
  ASSERT_EQ(status, 0);
  std::uint64_t in_child = 0;
  ASSERT_EQ(read(pipe_ends[0], &in_child, sizeof in_child), static_cast<ssize_t>(sizeof in_child));
  EXPECT_NE(in_child, tracebridge_state_v1_random());
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST(ForkTest, LocksAreFreeInTheChildOfABusyProcess) {
  std::atomic<bool> stop{false};
  std::thread busy([&] {
    const std::shared_ptr<void> value = std::make_shared<int>(1);
    while (!stop.load()) tracebridge_state_v1_set(state::kSlotCount - 2, &value);
  });
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(Fork([] {
                alarm(10);  // a lock left behind would hang the child
                std::shared_ptr<void> value;
                tracebridge_state_v1_get(state::kSlotCount - 2, &value);
                return 0;
              }),
              0);
  }
  stop = true;
  busy.join();
}

}  // namespace
}  // namespace tracebridge
