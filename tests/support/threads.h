// The threads of this process, as the kernel counts them.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

namespace tracebridge::test {

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

// Returns how many threads there are once ThreadSanitizer has started one of its own, which it does with the first one.
inline std::size_t ThreadsAtRest() {
  std::thread([] {}).join();
  std::size_t threads = Threads();
  for (int unchanged = 0; unchanged < 1000;) {  // that one is listed for a moment more
    std::this_thread::yield();
    const std::size_t now = Threads();
    unchanged = now == threads ? unchanged + 1 : 0;
    threads = now;
  }
  return threads;
}

// Returns when there are no more than `most` threads, or after ten seconds.
inline void WaitForThreadsToEnd(std::size_t most) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (Threads() > most && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
}

// Whether each thread but the calling one sleeps.
inline bool OthersSleep() {
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    if (task.path().filename() == std::to_string(gettid())) continue;
    std::ifstream file(task.path() / "stat");
    const std::string stat{std::istreambuf_iterator<char>(file), {}};
    const std::size_t name_end = stat.rfind(") ");  // `12 (a name) S ...`
    if (name_end != std::string::npos && stat[name_end + 2] != 'S') return false;
  }
  return true;
}

// Returns when all other threads sleep, or after ten seconds. Then none is inside the heap, which a sanitizer's does not
// survive in a forked child.
inline void WaitUntilOthersSleep() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!(OthersSleep() && OthersSleep()) && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
}

}  // namespace tracebridge::test
