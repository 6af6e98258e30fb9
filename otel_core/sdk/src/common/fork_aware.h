// Objects with a lock or a thread, told about forks.
//
// Before a fork the locks of all of them are taken, newest object first: an object locks those that it was made of, which
// are older, and never the other way. The state library's locks follow (its handlers run innermost). So the child finds
// every lock free and what it guards whole.
#pragma once

#include <mutex>

namespace tracebridge::sdk {

class ForkAware {
 public:
  ForkAware() noexcept;
  ForkAware(const ForkAware&) = delete;
  ForkAware& operator=(const ForkAware&) = delete;

 protected:
  ~ForkAware();

 private:
  friend struct ForkRegistry;

  // Takes the lock; it must be one that is never held for long.
  virtual void BeforeFork() noexcept = 0;
  // Releases it.
  virtual void InParent() noexcept = 0;
  // Releases it, and forgets threads that are not in the child.
  virtual void InChild() noexcept = 0;

  ForkAware* next_ = nullptr;
  ForkAware* previous_ = nullptr;
};

// A mutex that is free in a forked child. For short sections only: a fork waits for it.
class ForkSafeMutex final : public ForkAware {
 public:
  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  void BeforeFork() noexcept override { mutex_.lock(); }
  void InParent() noexcept override { mutex_.unlock(); }
  void InChild() noexcept override { mutex_.unlock(); }

  std::mutex mutex_;
};

}  // namespace tracebridge::sdk
