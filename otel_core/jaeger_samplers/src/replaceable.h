// An object that any thread uses at any time, and one thread replaces now and then.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <utility>

namespace tracebridge::jaeger {

// Use() is two atomic operations, and never waits. Replace() waits until whoever uses the old object is done: a few
// instructions of theirs. Two counts, so that those who come later do not keep it waiting.
template <class T>
class Replaceable {
 public:
  explicit Replaceable(std::unique_ptr<T> first) noexcept : current_(first.release()) {}
  ~Replaceable() { delete current_.load(std::memory_order_relaxed); }
  Replaceable(const Replaceable&) = delete;
  Replaceable& operator=(const Replaceable&) = delete;

  template <class F>
  auto Use(F f) noexcept {
    std::atomic<unsigned>& users = users_[side_.load()];
    users.fetch_add(1);
    const auto result = f(*current_.load());
    users.fetch_sub(1);
    return result;
  }

  // For the thread that replaces.
  const T& current() const noexcept { return *current_.load(std::memory_order_relaxed); }
  void Replace(std::unique_ptr<T> next) noexcept {
    const std::unique_ptr<T> old(current_.exchange(next.release()));
    // A user of the old object counted itself, on either side, before the exchange.
    for (int i = 0; i < 2; ++i) {
      const unsigned side = side_.load();
      side_.store(1 - side);
      while (users_[side].load() != 0) std::this_thread::yield();
    }
  }

  // In a forked child, where no other thread uses anything.
  void ForgetUsers() noexcept {
    for (auto& users : users_) users.store(0);
  }

 private:
  std::atomic<T*> current_;
  std::atomic<unsigned> side_{0};
  std::atomic<unsigned> users_[2] = {{0}, {0}};
};

}  // namespace tracebridge::jaeger
