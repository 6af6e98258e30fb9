// opentracing::expected<T, E>: a T, or the E that says why there is none.
//
//   expected<int> Parse(string_view);
//   if (auto n = Parse(text)) Use(*n); else Report(n.error().message());
//
// Signatures follow libopentracing 1.6.0 to the letter, the copy assignment that returns a copy
// included: these are inline functions, so a program may run the copy of one that another library
// was built with, and must agree with it on layout and calling convention.
#pragma once

#include <opentracing/version.h>

#include <cassert>
#include <cstddef>
#include <exception>
#include <functional>
#include <initializer_list>
#include <new>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
template <typename T, typename E>
class expected;

namespace expected_detail {
template <bool Condition>
using requires_t = typename std::enable_if<Condition, int>::type;

// Room for either. Its owner knows which of them lives.
template <typename T, typename E>
union either {
  either() noexcept {}
  ~either() {}

  T value;
  E error;
};

template <typename E>
union either<void, E> {
  either() noexcept {}
  ~either() {}

  E error;
};

template <typename T, typename... Args>
void construct(T& place, Args&&... args) {
  ::new (static_cast<void*>(std::addressof(place))) T(std::forward<Args>(args)...);
}

template <typename T>
void destroy(T& object) {
  object.~T();
}
}  // namespace expected_detail

// An error on its way into an expected.
template <typename E = std::error_code>
class unexpected_type {
 public:
  typedef E error_type;

  unexpected_type() = delete;

  template <bool B = std::is_copy_constructible<E>::value, expected_detail::requires_t<B> = 0>
  constexpr explicit unexpected_type(const error_type& error) : error_(error) {}

  template <bool B = std::is_move_constructible<E>::value, expected_detail::requires_t<B> = 0>
  constexpr explicit unexpected_type(error_type&& error) : error_(std::move(error)) {}

  constexpr const error_type& value() const { return error_; }
  error_type& value() { return error_; }

 private:
  error_type error_;
};

// Takes any exception object, too.
template <>
class unexpected_type<std::exception_ptr> {
 public:
  typedef std::exception_ptr error_type;

  unexpected_type() = delete;

  explicit unexpected_type(const std::exception_ptr& error) : error_(error) {}
  explicit unexpected_type(std::exception_ptr&& error) : error_(std::move(error)) {}

  template <typename E>
  explicit unexpected_type(E error) : error_(std::make_exception_ptr(error)) {}

  const std::exception_ptr& value() const { return error_; }
  std::exception_ptr& value() { return error_; }

 private:
  std::exception_ptr error_;
};

template <typename E>
constexpr bool operator==(const unexpected_type<E>& x, const unexpected_type<E>& y) {
  return x.value() == y.value();
}
template <typename E>
constexpr bool operator!=(const unexpected_type<E>& x, const unexpected_type<E>& y) {
  return !(x == y);
}
template <typename E>
constexpr bool operator<(const unexpected_type<E>& x, const unexpected_type<E>& y) {
  return x.value() < y.value();
}
template <typename E>
constexpr bool operator>(const unexpected_type<E>& x, const unexpected_type<E>& y) {
  return y < x;
}
template <typename E>
constexpr bool operator<=(const unexpected_type<E>& x, const unexpected_type<E>& y) {
  return !(y < x);
}
template <typename E>
constexpr bool operator>=(const unexpected_type<E>& x, const unexpected_type<E>& y) {
  return !(x < y);
}

// Exceptions have no order.
inline bool operator<(const unexpected_type<std::exception_ptr>&,
                      const unexpected_type<std::exception_ptr>&) {
  return false;
}
inline bool operator>(const unexpected_type<std::exception_ptr>&,
                      const unexpected_type<std::exception_ptr>&) {
  return false;
}
inline bool operator<=(const unexpected_type<std::exception_ptr>& x,
                       const unexpected_type<std::exception_ptr>& y) {
  return x == y;
}
inline bool operator>=(const unexpected_type<std::exception_ptr>& x,
                       const unexpected_type<std::exception_ptr>& y) {
  return x == y;
}

template <typename E>
struct is_unexpected : std::false_type {};
template <typename E>
struct is_unexpected<unexpected_type<E>> : std::true_type {};

template <typename E>
auto make_unexpected(E&& v) -> unexpected_type<typename std::decay<E>::type> {
  return unexpected_type<typename std::decay<E>::type>(std::forward<E>(v));
}

inline auto make_unexpected_from_current_exception() -> unexpected_type<std::exception_ptr> {
  return unexpected_type<std::exception_ptr>(std::current_exception());
}

// Tags: construct the value, or the error, from the arguments that follow.
struct in_place_t {};
constexpr in_place_t in_place{};

struct in_place_unexpected_t {};
constexpr in_place_unexpected_t unexpect{};
constexpr in_place_unexpected_t in_place_unexpected{};

// What value() throws in place of an error that is no exception.
template <typename E>
class bad_expected_access : public std::logic_error {
 public:
  typedef E error_type;

  explicit bad_expected_access(error_type error)
      : logic_error("bad_expected_access"), error_(std::move(error)) {}

  const error_type& error() const { return error_; }
  error_type& error() { return error_; }

 private:
  error_type error_;
};

// How value() throws an error. Specialise it for a type of your own.
template <typename Error>
struct error_traits {
  static void rethrow(const Error& e) { throw bad_expected_access<Error>{e}; }
};

template <>
struct error_traits<std::exception_ptr> {
  static void rethrow(const std::exception_ptr& e) { std::rethrow_exception(e); }
};

template <>
struct error_traits<std::error_code> {
  static void rethrow(const std::error_code& e) { throw std::system_error(e); }
};

template <typename T, typename E = std::error_code>
class expected {
 public:
  typedef T value_type;
  typedef E error_type;

  template <bool B = std::is_default_constructible<T>::value, expected_detail::requires_t<B> = 0>
  expected() noexcept(std::is_nothrow_default_constructible<T>::value) : has_value_(true) {
    expected_detail::construct(contained_.value);
  }

  expected(const expected& rhs) : has_value_(rhs.has_value_) {
    if (has_value_) {
      expected_detail::construct(contained_.value, rhs.contained_.value);
    } else {
      expected_detail::construct(contained_.error, rhs.contained_.error);
    }
  }

  expected(expected&& rhs) : has_value_(rhs.has_value_) {
    if (has_value_) {
      expected_detail::construct(contained_.value, std::move(rhs.contained_.value));
    } else {
      expected_detail::construct(contained_.error, std::move(rhs.contained_.error));
    }
  }

  template <bool B = std::is_copy_constructible<T>::value, expected_detail::requires_t<B> = 0>
  expected(const value_type& rhs) : has_value_(true) {
    expected_detail::construct(contained_.value, rhs);
  }

  template <bool B = std::is_move_constructible<T>::value, expected_detail::requires_t<B> = 0>
  expected(value_type&& rhs) noexcept(
      std::is_nothrow_move_constructible<T>::value&& std::is_nothrow_move_constructible<E>::value)
      : has_value_(true) {
    expected_detail::construct(contained_.value, std::move(rhs));
  }

  template <typename... Args,
            expected_detail::requires_t<std::is_constructible<T, Args&&...>::value> = 0>
  explicit expected(in_place_t, Args&&... args) : has_value_(true) {
    expected_detail::construct(contained_.value, std::forward<Args>(args)...);
  }

  template <typename U, typename... Args,
            expected_detail::requires_t<
                std::is_constructible<T, std::initializer_list<U>, Args&&...>::value> = 0>
  explicit expected(in_place_t, std::initializer_list<U> il, Args&&... args) : has_value_(true) {
    expected_detail::construct(contained_.value, il, std::forward<Args>(args)...);
  }

  template <bool B = std::is_copy_constructible<E>::value, expected_detail::requires_t<B> = 0>
  expected(const unexpected_type<E>& error) : has_value_(false) {
    expected_detail::construct(contained_.error, error.value());
  }

  template <bool B = std::is_move_constructible<E>::value, expected_detail::requires_t<B> = 0>
  expected(unexpected_type<E>&& error) : has_value_(false) {
    expected_detail::construct(contained_.error, std::move(error.value()));
  }

  template <typename... Args,
            expected_detail::requires_t<std::is_constructible<E, Args&&...>::value> = 0>
  explicit expected(in_place_unexpected_t, Args&&... args) : has_value_(false) {
    expected_detail::construct(contained_.error, std::forward<Args>(args)...);
  }

  template <typename U, typename... Args,
            expected_detail::requires_t<
                std::is_constructible<E, std::initializer_list<U>, Args&&...>::value> = 0>
  explicit expected(in_place_unexpected_t, std::initializer_list<U> il, Args&&... args)
      : has_value_(false) {
    expected_detail::construct(contained_.error, il, std::forward<Args>(args)...);
  }

  ~expected() {
    if (has_value_) {
      expected_detail::destroy(contained_.value);
    } else {
      expected_detail::destroy(contained_.error);
    }
  }

  // Returns a copy, as the original does; its return type is no part of the mangled name.
  expected operator=(const expected& rhs) {
    expected(rhs).swap(*this);
    return *this;
  }

  expected& operator=(expected&& rhs) noexcept(
      std::is_nothrow_move_assignable<T>::value&& std::is_nothrow_move_constructible<T>::value&&
          std::is_nothrow_move_assignable<E>::value&&
              std::is_nothrow_move_constructible<E>::value) {
    expected(std::move(rhs)).swap(*this);
    return *this;
  }

  template <typename U, expected_detail::requires_t<std::is_constructible<T, U>::value &&
                                                    std::is_assignable<T&, U>::value> = 0>
  expected& operator=(U&& v) {
    expected(in_place, std::forward<U>(v)).swap(*this);
    return *this;
  }

  expected& operator=(const unexpected_type<E>& u) {
    expected(u).swap(*this);
    return *this;
  }

  expected& operator=(unexpected_type<E>&& u) {
    expected(std::move(u)).swap(*this);
    return *this;
  }

  template <typename... Args,
            expected_detail::requires_t<std::is_constructible<T, Args&&...>::value> = 0>
  void emplace(Args&&... args) {
    expected(in_place, std::forward<Args>(args)...).swap(*this);
  }

  template <typename U, typename... Args,
            expected_detail::requires_t<
                std::is_constructible<T, std::initializer_list<U>&, Args&&...>::value> = 0>
  void emplace(std::initializer_list<U> il, Args&&... args) {
    expected(in_place, il, std::forward<Args>(args)...).swap(*this);
  }

  void swap(expected& rhs) noexcept(
      std::is_nothrow_move_constructible<T>::value&& noexcept(std::swap(std::declval<T&>(),
                                                                        std::declval<T&>())) &&
      std::is_nothrow_move_constructible<E>::value&& noexcept(std::swap(std::declval<E&>(),
                                                                        std::declval<E&>()))) {
    using std::swap;
    if (has_value_ && rhs.has_value_) {
      swap(contained_.value, rhs.contained_.value);
    } else if (!has_value_ && !rhs.has_value_) {
      swap(contained_.error, rhs.contained_.error);
    } else if (has_value_) {
      exchange_value_for_error_of(rhs);
    } else {
      rhs.exchange_value_for_error_of(*this);
    }
  }

  // The caller has checked that there is a value: assert says so where it is on.
  const value_type* operator->() const { return assert(has_value_), &contained_.value; }
  value_type* operator->() { return assert(has_value_), &contained_.value; }
  const value_type& operator*() const& { return assert(has_value_), contained_.value; }
  value_type& operator*() & { return assert(has_value_), contained_.value; }
  const value_type&& operator*() const&& { return assert(has_value_), std::move(contained_.value); }
  value_type&& operator*() && { return assert(has_value_), std::move(contained_.value); }

  explicit operator bool() const noexcept { return has_value_; }
  bool has_value() const noexcept { return has_value_; }

  // Return the value or throw as error_traits<E> says: std::system_error for an error_code.
  const value_type& value() const& {
    if (!has_value_) error_traits<error_type>::rethrow(contained_.error);
    return contained_.value;
  }
  value_type& value() & {
    if (!has_value_) error_traits<error_type>::rethrow(contained_.error);
    return contained_.value;
  }
  value_type&& value() && {
    if (!has_value_) error_traits<error_type>::rethrow(contained_.error);
    return std::move(contained_.value);
  }

  // The caller has checked that there is an error.
  const error_type& error() const& { return assert(!has_value_), contained_.error; }
  error_type& error() & { return assert(!has_value_), contained_.error; }
  const error_type&& error() const&& { return assert(!has_value_), std::move(contained_.error); }

  unexpected_type<E> get_unexpected() const { return make_unexpected(contained_.error); }

  template <typename Ex>
  bool has_exception() const {
    return !has_value_ && std::is_base_of<Ex, E>::value;
  }

  template <typename U, expected_detail::requires_t<std::is_copy_constructible<T>::value &&
                                                    std::is_convertible<U&&, T>::value> = 0>
  value_type value_or(U&& v) const& {
    return has_value_ ? contained_.value : static_cast<T>(std::forward<U>(v));
  }

  template <typename U, expected_detail::requires_t<std::is_move_constructible<T>::value &&
                                                    std::is_convertible<U&&, T>::value> = 0>
  value_type value_or(U&& v) && {
    return has_value_ ? std::move(contained_.value) : static_cast<T>(std::forward<U>(v));
  }

 private:
  // Precondition: a value here, an error there.
  void exchange_value_for_error_of(expected& rhs) {
    error_type error(std::move(rhs.contained_.error));
    expected_detail::destroy(rhs.contained_.error);
    expected_detail::construct(rhs.contained_.value, std::move(contained_.value));
    rhs.has_value_ = true;
    expected_detail::destroy(contained_.value);
    expected_detail::construct(contained_.error, std::move(error));
    has_value_ = false;
  }

  bool has_value_;
  expected_detail::either<T, E> contained_;
};

// Success, or an error.
template <typename E>
class expected<void, E> {
 public:
  typedef void value_type;
  typedef E error_type;

  template <typename U>
  struct rebind {
    typedef expected<U, error_type> type;
  };

  expected() noexcept : has_value_(true) {}

  expected(const expected& rhs) : has_value_(rhs.has_value_) {
    if (!has_value_) expected_detail::construct(contained_.error, rhs.contained_.error);
  }

  expected(expected&& rhs) noexcept : has_value_(rhs.has_value_) {
    if (!has_value_) expected_detail::construct(contained_.error, std::move(rhs.contained_.error));
  }

  explicit expected(in_place_t) : has_value_(true) {}

  expected(const unexpected_type<E>& error) : has_value_(false) {
    expected_detail::construct(contained_.error, error.value());
  }

  // An error of a type that E is made from.
  template <class Err>
  expected(const unexpected_type<Err>& error) : has_value_(false) {
    expected_detail::construct(contained_.error, error.value());
  }

  ~expected() {
    if (!has_value_) expected_detail::destroy(contained_.error);
  }

  expected& operator=(const expected& rhs) {
    expected(rhs).swap(*this);
    return *this;
  }

  expected& operator=(expected&& rhs) noexcept(
      std::is_nothrow_move_assignable<E>::value&& std::is_nothrow_move_constructible<E>::value) {
    expected(std::move(rhs)).swap(*this);
    return *this;
  }

  void emplace() { expected().swap(*this); }

  void swap(expected& rhs) noexcept(std::is_nothrow_move_constructible<E>::value&& noexcept(
      std::swap(std::declval<E&>(), std::declval<E&>()))) {
    using std::swap;
    if (has_value_ && rhs.has_value_) return;
    if (!has_value_ && !rhs.has_value_) {
      swap(contained_.error, rhs.contained_.error);
    } else if (has_value_) {
      take_error_of(rhs);
    } else {
      rhs.take_error_of(*this);
    }
  }

  explicit operator bool() const noexcept { return has_value_; }
  bool has_value() const noexcept { return has_value_; }

  // Does nothing, also in place of an error.
  void value() const {}

  // The caller has checked that there is an error.
  const error_type& error() const& { return assert(!has_value_), contained_.error; }
  error_type& error() & { return assert(!has_value_), contained_.error; }
  const error_type&& error() const&& { return assert(!has_value_), std::move(contained_.error); }

  unexpected_type<E> get_unexpected() const { return make_unexpected(contained_.error); }

  template <typename Ex>
  bool has_exception() const {
    return !has_value_ && std::is_base_of<Ex, E>::value;
  }

 private:
  // Precondition: success here, an error there.
  void take_error_of(expected& rhs) {
    expected_detail::construct(contained_.error, std::move(rhs.contained_.error));
    has_value_ = false;
    expected_detail::destroy(rhs.contained_.error);
    rhs.has_value_ = true;
  }

  bool has_value_;
  expected_detail::either<void, E> contained_;
};

// Two errors are equal, whichever they are; an error comes before any value.
template <typename T, typename E>
constexpr bool operator==(const expected<T, E>& x, const expected<T, E>& y) {
  return bool(x) != bool(y) ? false : !x || *x == *y;
}
template <typename T, typename E>
constexpr bool operator!=(const expected<T, E>& x, const expected<T, E>& y) {
  return !(x == y);
}
template <typename T, typename E>
constexpr bool operator<(const expected<T, E>& x, const expected<T, E>& y) {
  return !y ? false : !x || *x < *y;
}
template <typename T, typename E>
constexpr bool operator>(const expected<T, E>& x, const expected<T, E>& y) {
  return y < x;
}
template <typename T, typename E>
constexpr bool operator<=(const expected<T, E>& x, const expected<T, E>& y) {
  return !(y < x);
}
template <typename T, typename E>
constexpr bool operator>=(const expected<T, E>& x, const expected<T, E>& y) {
  return !(x < y);
}

template <typename T, typename E>
constexpr bool operator==(const expected<T, E>& x, const unexpected_type<E>& u) {
  return !x && x.get_unexpected() == u;
}
template <typename T, typename E>
constexpr bool operator==(const unexpected_type<E>& u, const expected<T, E>& x) {
  return x == u;
}
template <typename T, typename E>
constexpr bool operator!=(const expected<T, E>& x, const unexpected_type<E>& u) {
  return !(x == u);
}
template <typename T, typename E>
constexpr bool operator!=(const unexpected_type<E>& u, const expected<T, E>& x) {
  return !(x == u);
}
template <typename T, typename E>
constexpr bool operator<(const expected<T, E>& x, const unexpected_type<E>& u) {
  return !x && x.get_unexpected() < u;
}
template <typename T, typename E>
constexpr bool operator<(const unexpected_type<E>& u, const expected<T, E>& x) {
  return bool(x) || u < x.get_unexpected();
}
template <typename T, typename E>
constexpr bool operator>(const expected<T, E>& x, const unexpected_type<E>& u) {
  return u < x;
}
template <typename T, typename E>
constexpr bool operator>(const unexpected_type<E>& u, const expected<T, E>& x) {
  return x < u;
}
template <typename T, typename E>
constexpr bool operator<=(const expected<T, E>& x, const unexpected_type<E>& u) {
  return !(u < x);
}
template <typename T, typename E>
constexpr bool operator<=(const unexpected_type<E>& u, const expected<T, E>& x) {
  return !(x < u);
}
template <typename T, typename E>
constexpr bool operator>=(const expected<T, E>& x, const unexpected_type<E>& u) {
  return !(u > x);
}
template <typename T, typename E>
constexpr bool operator>=(const unexpected_type<E>& u, const expected<T, E>& x) {
  return !(x > u);
}

template <typename T, typename E>
constexpr bool operator==(const expected<T, E>& x, const T& v) {
  return bool(x) && *x == v;
}
template <typename T, typename E>
constexpr bool operator==(const T& v, const expected<T, E>& x) {
  return bool(x) && v == *x;
}
template <typename T, typename E>
constexpr bool operator!=(const expected<T, E>& x, const T& v) {
  return !x || *x != v;
}
template <typename T, typename E>
constexpr bool operator!=(const T& v, const expected<T, E>& x) {
  return !x || v != *x;
}
template <typename T, typename E>
constexpr bool operator<(const expected<T, E>& x, const T& v) {
  return !x || *x < v;
}
template <typename T, typename E>
constexpr bool operator<(const T& v, const expected<T, E>& x) {
  return bool(x) && v < *x;
}
template <typename T, typename E>
constexpr bool operator>(const T& v, const expected<T, E>& x) {
  return bool(x) && *x < v;
}
template <typename T, typename E>
constexpr bool operator>(const expected<T, E>& x, const T& v) {
  return bool(x) && v < *x;
}
template <typename T, typename E>
constexpr bool operator<=(const T& v, const expected<T, E>& x) {
  return bool(x) && !(*x < v);
}
template <typename T, typename E>
constexpr bool operator<=(const expected<T, E>& x, const T& v) {
  return !x || !(v < *x);
}
template <typename T, typename E>
constexpr bool operator>=(const expected<T, E>& x, const T& v) {
  return bool(x) && !(*x < v);
}
template <typename T, typename E>
constexpr bool operator>=(const T& v, const expected<T, E>& x) {
  return !x || !(v < *x);
}

template <typename T, typename E>
void swap(expected<T, E>& x, expected<T, E>& y) noexcept(noexcept(x.swap(y))) {
  x.swap(y);
}

template <typename T>
auto make_expected(T&& v) -> expected<typename std::decay<T>::type> {
  return expected<typename std::decay<T>::type>(std::forward<T>(v));
}

inline auto make_expected() -> expected<void> { return expected<void>(in_place); }

template <typename T, typename E>
auto make_expected_from_error(E e) -> expected<T, typename std::decay<E>::type> {
  return expected<T, typename std::decay<E>::type>(make_unexpected(std::move(e)));
}
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing

namespace std {
// The hash of the value; 0 for an error. Not noexcept: an unordered container's nodes would have
// another layout than in a library built with the original.
template <typename T, typename E>
struct hash<opentracing::expected<T, E>> {
  typedef std::size_t result_type;
  typedef opentracing::expected<T, E> argument_type;

  std::size_t operator()(const opentracing::expected<T, E>& arg) const {
    return arg ? std::hash<T>{}(*arg) : 0;
  }
};

// Not hashable.
template <typename E>
struct hash<opentracing::expected<void, E>> {};
}  // namespace std
