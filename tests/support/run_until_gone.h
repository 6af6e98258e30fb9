// Threads that go on until the process is gone.
#pragma once

#include <atomic>
#include <thread>

namespace tracebridge::test {

// Returns once `count` detached threads call `job` again and again.
template <class Job>
void RunUntilGone(int count, Job job) {
  static std::atomic<int> running{0};
  for (int i = 0; i < count; ++i) {
    std::thread([job] {
      running.fetch_add(1);
      for (;;) job();
    }).detach();
  }
  while (running.load() < count) std::this_thread::yield();
}

}  // namespace tracebridge::test
