// One time-out shared by several steps.
#pragma once

#include <algorithm>
#include <chrono>

namespace tracebridge::sdk {

class Deadline {
 public:
  // A time-out too large for the clock never passes; a negative one has passed.
  explicit Deadline(std::chrono::microseconds timeout) {
    const auto now = std::chrono::steady_clock::now();
    never_ = timeout >= std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::time_point::max() - now);
    if (!never_) when_ = now + timeout;
  }

  // Returns what is left, at least 0; microseconds::max() when it never passes.
  std::chrono::microseconds Left() const {
    if (never_) return std::chrono::microseconds::max();
    return std::max(std::chrono::microseconds(0),
                    std::chrono::duration_cast<std::chrono::microseconds>(
                        when_ - std::chrono::steady_clock::now()));
  }

  bool HasPassed() const { return !never_ && std::chrono::steady_clock::now() >= when_; }

  // Waits until `done` or the deadline; returns done().
  template <class Condition, class Lock, class Predicate>
  bool Wait(Condition& condition, Lock& lock, Predicate done) const {
    if (!never_) return condition.wait_until(lock, when_, done);
    condition.wait(lock, done);
    return true;
  }

 private:
  bool never_;
  std::chrono::steady_clock::time_point when_;
};

}  // namespace tracebridge::sdk
