// The threads of this process, as the kernel counts them.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <thread>

namespace tracebridge::testing {

inline std::size_t Threads() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

// Returns Threads() as soon as it is `expected`, else after ten seconds: the kernel lists a thread for a moment after it
// was joined.
inline std::size_t ThreadsOnce(std::size_t expected) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  std::size_t threads = Threads();
  while (threads != expected && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
    threads = Threads();
  }
  return threads;
}

}  // namespace tracebridge::testing
