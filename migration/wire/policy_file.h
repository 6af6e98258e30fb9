// A policy in a file, read again when the file changes.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <ctime>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "tracebridge/expected.h"
#include "tracebridge/wire_policy.h"

namespace tracebridge::wire {

class PolicyFile {
 public:
  using Taker = std::function<void(const Expected<Policy>&)>;

  // `take` is called with what the file says, or with why it says nothing, each time that changes; it may throw.
  PolicyFile(std::string path, Taker take);
  // Waits for the thread.
  ~PolicyFile();
  PolicyFile(const PolicyFile&) = delete;
  PolicyFile& operator=(const PolicyFile&) = delete;

  // Looks at the file now, and calls `take` if it is not as it was.
  void Read();

  // Has a thread look every second from now on. One relaxed load when there is one already; a forked child gets its own.
  void Watch() noexcept;

 private:
  struct Stamp {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = -1;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool operator==(const Stamp& that) const noexcept;
  };

  Stamp StampNow() const noexcept;
  Expected<Policy> Load() const;
  void Run() noexcept;
  void Start() noexcept;

  const std::string path_;
  const Taker take_;
  Stamp seen_;
  bool was_read_ = false;

  std::atomic<std::uint32_t> watched_in_{0};  // the process whose thread looks
  std::mutex mutex_;
  std::condition_variable stop_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace tracebridge::wire
