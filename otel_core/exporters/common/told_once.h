// What the log of a process was told already.
#pragma once

#include <cstddef>
#include <mutex>
#include <set>
#include <string>

#include "otel_core/sdk/src/common/fork_aware.h"

namespace tracebridge::exporters {

// Safe from any thread, and in forked children.
class ToldOnce {
 public:
  // Returns whether `text` is new, and there is room to remember it. Throws std::bad_alloc.
  bool IsFirst(const std::string& text) {
    const std::lock_guard<sdk::ForkSafeMutex> lock(mutex_);
    return texts_.size() < kMost && texts_.insert(text).second;
  }

 private:
  static constexpr std::size_t kMost =
      100;  // a program that goes on finding more fills neither memory nor log

  sdk::ForkSafeMutex mutex_;
  std::set<std::string> texts_;
};

}  // namespace tracebridge::exporters
