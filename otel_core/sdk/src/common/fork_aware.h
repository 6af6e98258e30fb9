// Objects with a lock or a thread, told about forks.
//
// Before a fork the locks of all of them are taken, newest object first: an object locks those that it was made of, which
// are older, and never the other way. The state library's locks follow (its handlers run innermost). So the child finds
// every lock free and what it guards whole.
#pragma once

#include <mutex>

namespace tracebridge::sdk {

// An entry of the registry. Other threads may fork at any moment: an object is in it only while it is whole.
class ForkEntry {
 public:
  using Call = void (*)(void* object) noexcept;

  ForkEntry(const ForkEntry&) = delete;
  ForkEntry& operator=(const ForkEntry&) = delete;

 protected:
  ForkEntry(void* object, Call before_fork, Call in_parent, Call in_child) noexcept;
  ~ForkEntry();

 private:
  friend struct ForkRegistry;

  void* const object_;
  const Call before_fork_;
  const Call in_parent_;
  const Call in_child_;
  ForkEntry* next_ = nullptr;
  ForkEntry* previous_ = nullptr;
};

// The last member of a class, which so is made last and goes first. The class, final, has
//   void BeforeFork() noexcept   takes the lock; it must be one that is never held for long
//   void InParent() noexcept     releases it
//   void InChild() noexcept      releases it, and forgets threads that are not in the child
// and befriends ForkHandlers.
template <class Object>
class ForkHandlers final : private ForkEntry {
 public:
  explicit ForkHandlers(Object* object) noexcept
      : ForkEntry(
            object, [](void* self) noexcept { static_cast<Object*>(self)->BeforeFork(); },
            [](void* self) noexcept { static_cast<Object*>(self)->InParent(); },
            [](void* self) noexcept { static_cast<Object*>(self)->InChild(); }) {}
};

// A mutex that is free in a forked child. For short sections only: a fork waits for it.
class ForkSafeMutex final {
 public:
  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  friend class ForkHandlers<ForkSafeMutex>;
  void BeforeFork() noexcept { mutex_.lock(); }
  void InParent() noexcept { mutex_.unlock(); }
  void InChild() noexcept { mutex_.unlock(); }

  std::mutex mutex_;
  ForkHandlers<ForkSafeMutex> handlers_{this};
};

}  // namespace tracebridge::sdk
