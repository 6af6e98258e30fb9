// Objects with a lock or a thread, told about forks.
//
// Before a fork the locks of all of them are taken, in the order in which the objects were made; the state library's
// follow (its handlers run innermost). So the child finds every lock free and what it guards whole.
#pragma once

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

}  // namespace tracebridge::sdk
