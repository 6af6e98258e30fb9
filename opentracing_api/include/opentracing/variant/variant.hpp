// opentracing::util::variant<Types...>: one object of one of the types.
//
//   struct Print { void operator()(bool) const; void operator()(double) const; ... };
//   apply_visitor(Print{}, value);
//
// In memory it is a std::size_t and room for the largest type. The number stored counts from the
// end (0 is the last type, sizeof...(Types) - 1 the first); which() counts from the front.
#pragma once

#include <opentracing/version.h>

#include <cstddef>
#include <functional>
#include <new>
#include <opentracing/variant/recursive_wrapper.hpp>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>

#if __cplusplus <= 201103L
#define OPENTRACING_VARIANT_DEPRECATED __attribute__((deprecated))
#else
#define OPENTRACING_VARIANT_DEPRECATED [[deprecated]]
#endif

namespace opentracing {
BEGIN_OPENTRACING_ABI_NAMESPACE
namespace util {
// get<T>() found an object of another type.
class bad_variant_access : public std::runtime_error {
 public:
  explicit bad_variant_access(const std::string& what_arg) : runtime_error(what_arg) {}
  explicit bad_variant_access(const char* what_arg) : runtime_error(what_arg) {}
};

// A base that gives a visitor its result_type. Not needed: the result is deduced without it.
template <typename R = void>
struct OPENTRACING_VARIANT_DEPRECATED static_visitor {
  using result_type = R;

 protected:
  static_visitor() {}
  ~static_visitor() {}
};

// Tag: construct a variant that holds nothing.
struct no_init {};

// The helpers have names that the original does not use: as weak symbols of two libraries in one
// process, helpers of the same name would have to agree.
namespace variant_detail {
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// What the variant stores for the first type that Test accepts, kNone if there is none.
template <template <typename> class Test, typename... Types>
struct stored_index;

template <template <typename> class Test>
struct stored_index<Test> : std::integral_constant<std::size_t, kNone> {};

template <template <typename> class Test, typename First, typename... Rest>
struct stored_index<Test, First, Rest...>
    : std::conditional<Test<First>::value, std::integral_constant<std::size_t, sizeof...(Rest)>,
                       stored_index<Test, Rest...>>::type {};

template <typename T>
struct same_as {
  template <typename U>
  using test = std::is_same<T, U>;
};

template <typename T>
struct converts_to {
  template <typename U>
  using test = std::is_convertible<T, U>;
};

template <typename T, typename... Types>
using index_of = stored_index<same_as<T>::template test, Types...>;

// Which alternative an argument of type T&& becomes: its own, or the first that it converts to.
template <typename T, typename... Types>
struct chosen {
  using argument = typename std::remove_reference<T>::type;
  static constexpr std::size_t own = index_of<argument, Types...>::value;
  static constexpr std::size_t index =
      own != kNone ? own : stored_index<converts_to<argument>::template test, Types...>::value;
  static constexpr bool valid = index != kNone;
  using type = typename std::tuple_element<valid ? sizeof...(Types) - index : 0,
                                           std::tuple<void, Types...>>::type;
};

constexpr std::size_t max_of(std::size_t x) { return x; }
template <typename... Rest>
constexpr std::size_t max_of(std::size_t x, std::size_t y, Rest... rest) {
  return max_of(x > y ? x : y, rest...);
}

// The three operations on the bytes of an alternative, by its stored index. kNone does nothing.
template <typename... Types>
struct storage_of;

template <>
struct storage_of<> {
  static void destroy(std::size_t, void*) noexcept {}
  static void move(std::size_t, void*, void*) {}
  static void copy(std::size_t, const void*, void*) {}
};

template <typename T, typename... Rest>
struct storage_of<T, Rest...> {
  static void destroy(std::size_t index, void* object) noexcept {
    if (index == sizeof...(Rest)) return static_cast<T*>(object)->~T();
    storage_of<Rest...>::destroy(index, object);
  }

  static void move(std::size_t index, void* from, void* to) {
    if (index != sizeof...(Rest)) return storage_of<Rest...>::move(index, from, to);
    ::new (to) T(std::move(*static_cast<T*>(from)));
  }

  static void copy(std::size_t index, const void* from, void* to) {
    if (index != sizeof...(Rest)) return storage_of<Rest...>::copy(index, from, to);
    ::new (to) T(*static_cast<const T*>(from));
  }
};

// What a visitor sees of an alternative.
template <typename T>
T& unwrap(T& object) {
  return object;
}
template <typename T>
T& unwrap(recursive_wrapper<T>& object) {
  return object.get();
}
template <typename T>
const T& unwrap(const recursive_wrapper<T>& object) {
  return object.get();
}
template <typename T>
T& unwrap(std::reference_wrapper<T>& object) {
  return object.get();
}
template <typename T>
T& unwrap(const std::reference_wrapper<T>& object) {
  return object.get();
}

template <typename T>
struct void_of {
  using type = void;
};

// The result of a visit: F::result_type, else that of F on the first alternative.
template <typename F, typename Enable, typename... Args>
struct result_of {
  using type = decltype(std::declval<F>()(std::declval<Args>()...));
};
template <typename F, typename... Args>
struct result_of<F, typename void_of<typename F::result_type>::type, Args...> {
  using type = typename F::result_type;
};

// Calls `f` with what `v` holds. A variant that holds nothing throws bad_variant_access, from the
// last get.
template <typename R, typename F, typename V, typename T>
R dispatch(F&& f, V& v, std::tuple<T>*) {
  return std::forward<F>(f)(unwrap(v.template get<T>()));
}
template <typename R, typename F, typename V, typename T, typename Next, typename... Rest>
R dispatch(F&& f, V& v, std::tuple<T, Next, Rest...>*) {
  if (v.template is<T>()) return std::forward<F>(f)(unwrap(v.template get<T>()));
  return dispatch<R>(std::forward<F>(f), v, static_cast<std::tuple<Next, Rest...>*>(nullptr));
}

// The second half of a binary visit: the first argument is known.
template <typename R, typename F, typename First>
struct bound_first {
  F& f;
  First& first;

  template <typename Second>
  R operator()(Second& second) const {
    return std::forward<F>(f)(first, second);
  }
};

template <typename R, typename F, typename V, typename Alternatives>
struct binary {
  F& f;
  V& second;

  template <typename First>
  R operator()(First& first) const {
    return dispatch<R>(bound_first<R, F, First>{f, first}, second,
                       static_cast<Alternatives*>(nullptr));
  }
};

struct equal {
  template <typename T>
  bool operator()(const T& lhs, const T& rhs) const {
    return lhs == rhs;
  }
};

struct less {
  template <typename T>
  bool operator()(const T& lhs, const T& rhs) const {
    return lhs < rhs;
  }
};

// Compares what a visited variant holds with what `lhs` holds, of the same alternative.
template <typename Variant, typename Comparison>
struct compare_with {
  const Variant& lhs;

  template <typename T>
  bool operator()(const T& rhs) const {
    return Comparison()(lhs.template get<T>(), rhs);
  }
};
}  // namespace variant_detail

template <typename... Types>
class variant {
  static_assert(sizeof...(Types) > 0, "a variant needs a type");

  using first_type = typename std::tuple_element<0, std::tuple<Types...>>::type;
  using alternatives = std::tuple<Types...>;
  using storage = variant_detail::storage_of<Types...>;

  template <typename T>
  using index_of = variant_detail::index_of<T, Types...>;
  template <typename T>
  using if_alternative =
      typename std::enable_if<index_of<T>::value != variant_detail::kNone>::type*;

  std::size_t type_index;
  alignas(variant_detail::max_of(
      alignof(Types)...)) unsigned char data[variant_detail::max_of(sizeof(Types)...)];

 public:
  // The first type, default-constructed.
  variant() noexcept(std::is_nothrow_default_constructible<first_type>::value)
      : type_index(sizeof...(Types) - 1) {
    ::new (static_cast<void*>(data)) first_type();
  }

  variant(no_init) noexcept : type_index(variant_detail::kNone) {}

  // `val` itself if T is an alternative, else the first alternative that it converts to.
  template <typename T, typename Chosen = variant_detail::chosen<T, Types...>,
            typename Enable = typename std::enable_if<Chosen::valid>::type>
  variant(T&& val) noexcept(std::is_nothrow_constructible<typename Chosen::type, T&&>::value)
      : type_index(Chosen::index) {
    ::new (static_cast<void*>(data)) typename Chosen::type(std::forward<T>(val));
  }

  variant(const variant& old) : type_index(old.type_index) {
    storage::copy(old.type_index, old.data, data);
  }

  variant(variant&& old) noexcept(std::is_nothrow_move_constructible<alternatives>::value)
      : type_index(old.type_index) {
    storage::move(old.type_index, old.data, data);
  }

  ~variant() noexcept { storage::destroy(type_index, data); }

  // If making the new object throws, the variant holds nothing.
  variant& operator=(variant&& other) {
    if (this == &other) return *this;
    clear();
    storage::move(other.type_index, other.data, data);
    type_index = other.type_index;
    return *this;
  }

  variant& operator=(const variant& other) {
    if (this == &other) return *this;
    clear();
    storage::copy(other.type_index, other.data, data);
    type_index = other.type_index;
    return *this;
  }

  // As the constructor chooses.
  template <typename T>
  variant& operator=(T&& rhs) {
    return *this = variant(std::forward<T>(rhs));
  }

  // Returns whether T, which must be one of Types, is what the variant holds.
  template <typename T>
  bool is() const {
    static_assert(index_of<T>::value != variant_detail::kNone, "not a type of this variant");
    return type_index == index_of<T>::value;
  }

  // Returns whether it holds anything.
  bool valid() const { return type_index != variant_detail::kNone; }

  template <typename T, typename... Args>
  void set(Args&&... args) {
    clear();
    ::new (static_cast<void*>(data)) T(std::forward<Args>(args)...);
    type_index = index_of<T>::value;
  }

  // get<T>() returns the T that the variant holds, also when it holds it in a recursive_wrapper or
  // as a std::reference_wrapper; it throws bad_variant_access when it holds something else.
  template <typename T, if_alternative<T> = nullptr>
  T& get() {
    return *static_cast<T*>(address_of<T>());
  }

  template <typename T, if_alternative<T> = nullptr>
  const T& get() const {
    return *static_cast<const T*>(address_of<T>());
  }

  template <typename T, if_alternative<recursive_wrapper<T>> = nullptr>
  T& get() {
    return static_cast<recursive_wrapper<T>*>(address_of<recursive_wrapper<T>>())->get();
  }

  template <typename T, if_alternative<recursive_wrapper<T>> = nullptr>
  const T& get() const {
    return static_cast<const recursive_wrapper<T>*>(address_of<recursive_wrapper<T>>())->get();
  }

  template <typename T, if_alternative<std::reference_wrapper<T>> = nullptr>
  T& get() {
    using Wrapper = std::reference_wrapper<T>;
    return static_cast<Wrapper*>(address_of<Wrapper>())->get();
  }

  template <typename T, if_alternative<std::reference_wrapper<const T>> = nullptr>
  const T& get() const {
    using Wrapper = std::reference_wrapper<const T>;
    return static_cast<const Wrapper*>(address_of<Wrapper>())->get();
  }

  // Returns the number as it is stored; which() is the one to use.
  OPENTRACING_VARIANT_DEPRECATED std::size_t get_type_index() const { return type_index; }

  // Returns the position in Types of what it holds, sizeof...(Types) if it holds nothing.
  int which() const noexcept { return static_cast<int>(sizeof...(Types) - type_index - 1); }

  // visit calls `f` with what `v` holds, binary_visit with what the two hold.
  template <typename F, typename V,
            typename R = typename variant_detail::result_of<F, void, first_type&>::type>
  static R visit(const V& v, F&& f) {
    return variant_detail::dispatch<R>(std::forward<F>(f), v, static_cast<alternatives*>(nullptr));
  }

  template <typename F, typename V,
            typename R = typename variant_detail::result_of<F, void, first_type&>::type>
  static R visit(V& v, F&& f) {
    return variant_detail::dispatch<R>(std::forward<F>(f), v, static_cast<alternatives*>(nullptr));
  }

  template <
      typename F, typename V,
      typename R = typename variant_detail::result_of<F, void, first_type&, first_type&>::type>
  static R binary_visit(const V& v0, const V& v1, F&& f) {
    return visit_both<R>(v0, v1, f);
  }

  template <
      typename F, typename V,
      typename R = typename variant_detail::result_of<F, void, first_type&, first_type&>::type>
  static R binary_visit(V& v0, V& v1, F&& f) {
    return visit_both<R>(v0, v1, f);
  }

  // Variants that hold different types are ordered by which().
  bool operator==(const variant& rhs) const {
    if (type_index != rhs.type_index) return false;
    return !valid() ||
           visit(rhs, variant_detail::compare_with<variant, variant_detail::equal>{*this});
  }
  bool operator!=(const variant& rhs) const { return !(*this == rhs); }

  bool operator<(const variant& rhs) const {
    if (type_index != rhs.type_index) return which() < rhs.which();
    return valid() &&
           visit(rhs, variant_detail::compare_with<variant, variant_detail::less>{*this});
  }
  bool operator>(const variant& rhs) const { return rhs < *this; }
  bool operator<=(const variant& rhs) const { return !(*this > rhs); }
  bool operator>=(const variant& rhs) const { return !(*this < rhs); }

 private:
  void clear() noexcept {
    storage::destroy(type_index, data);
    type_index = variant_detail::kNone;
  }

  template <typename T>
  void* address_of() {
    if (type_index != index_of<T>::value) throw bad_variant_access("in get<T>()");
    return data;
  }

  template <typename T>
  const void* address_of() const {
    if (type_index != index_of<T>::value) throw bad_variant_access("in get<T>()");
    return data;
  }

  template <typename R, typename F, typename V>
  static R visit_both(V& v0, V& v1, F& f) {
    return variant_detail::dispatch<R>(variant_detail::binary<R, F, V, alternatives>{f, v1}, v0,
                                       static_cast<alternatives*>(nullptr));
  }
};

// apply_visitor(f, v) calls f with what v holds; f takes every alternative, and all its results
// convert to one type. With two variants of a type, f takes every pair.
template <typename F, typename V>
auto apply_visitor(F&& f, const V& v) -> decltype(V::visit(v, std::forward<F>(f))) {
  return V::visit(v, std::forward<F>(f));
}

template <typename F, typename V>
auto apply_visitor(F&& f, V& v) -> decltype(V::visit(v, std::forward<F>(f))) {
  return V::visit(v, std::forward<F>(f));
}

template <typename F, typename V>
auto apply_visitor(F&& f, const V& v0, const V& v1)
    -> decltype(V::binary_visit(v0, v1, std::forward<F>(f))) {
  return V::binary_visit(v0, v1, std::forward<F>(f));
}

template <typename F, typename V>
auto apply_visitor(F&& f, V& v0, V& v1) -> decltype(V::binary_visit(v0, v1, std::forward<F>(f))) {
  return V::binary_visit(v0, v1, std::forward<F>(f));
}

template <typename ResultType, typename T>
ResultType& get(T& var) {
  return var.template get<ResultType>();
}

template <typename ResultType, typename T>
const ResultType& get(const T& var) {
  return var.template get<ResultType>();
}
}  // namespace util
END_OPENTRACING_ABI_NAMESPACE
}  // namespace opentracing
