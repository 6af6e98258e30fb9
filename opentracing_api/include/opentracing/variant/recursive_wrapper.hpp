// opentracing::util::recursive_wrapper<T>: a T on the heap, for a variant that contains itself.
#pragma once

#include <opentracing/version.h>

#include <cassert>
#include <utility>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace util {
// Converts to T& implicitly. Never empty, and so a move allocates; only move assignment exchanges
// the two objects.
template <typename T>
class recursive_wrapper {
 public:
  using type = T;

  recursive_wrapper() : object_(new T) {}
  recursive_wrapper(const recursive_wrapper& operand) : object_(new T(operand.get())) {}
  recursive_wrapper(const T& operand) : object_(new T(operand)) {}
  recursive_wrapper(recursive_wrapper&& operand) : object_(new T(std::move(operand.get()))) {}
  recursive_wrapper(T&& operand) : object_(new T(std::move(operand))) {}

  ~recursive_wrapper() noexcept { delete object_; }

  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment): T's assignment copes with it.
  recursive_wrapper& operator=(const recursive_wrapper& rhs) {
    get() = rhs.get();
    return *this;
  }
  recursive_wrapper& operator=(const T& rhs) {
    get() = rhs;
    return *this;
  }
  recursive_wrapper& operator=(recursive_wrapper&& rhs) noexcept {
    swap(rhs);
    return *this;
  }
  recursive_wrapper& operator=(T&& rhs) {
    get() = std::move(rhs);
    return *this;
  }

  void swap(recursive_wrapper& operand) noexcept { std::swap(object_, operand.object_); }

  T& get() {
    assert(object_);
    return *object_;
  }
  const T& get() const {
    assert(object_);
    return *object_;
  }

  T* get_pointer() { return object_; }
  const T* get_pointer() const { return object_; }

  operator const T&() const { return get(); }
  operator T&() { return get(); }

 private:
  T* object_;
};

template <typename T>
inline void swap(recursive_wrapper<T>& lhs, recursive_wrapper<T>& rhs) noexcept {
  lhs.swap(rhs);
}
}  // namespace util
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
