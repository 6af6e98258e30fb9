// A view of consecutive elements: std::span's shape, the same class in every standard.
//
// Why not std::span where it exists: a library and its user may compile in different standards, and
// this class is part of the signatures between them.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <exception>
#include <iterator>
#include <type_traits>

#include "opentelemetry/nostd/utility.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

constexpr std::size_t dynamic_extent = static_cast<std::size_t>(-1);

template <class T, std::size_t Extent = dynamic_extent>
class span;

namespace detail {

// What has constructors of its own below, and is not to be taken for any container.
template <class T>
struct is_specialized_span_convertible : std::false_type {};
template <class T, std::size_t N>
struct is_specialized_span_convertible<std::array<T, N>> : std::true_type {};
template <class T, std::size_t N>
struct is_specialized_span_convertible<T[N]> : std::true_type {};
template <class T, std::size_t N>
struct is_specialized_span_convertible<span<T, N>> : std::true_type {};

// Whether a From[] can be seen as a To[]: more const, but not another type.
template <class From, class To>
constexpr bool is_array_convertible = std::is_convertible_v<From (*)[], To (*)[]>;

// Whether `Container&` has data() of elements T and size().
template <class Container, class T, class = void>
struct is_span_container : std::false_type {};
template <class Container, class T>
struct is_span_container<Container, T,
                         std::void_t<decltype(nostd::data(std::declval<Container&>())),
                                     decltype(nostd::size(std::declval<const Container&>()))>>
    : std::bool_constant<
          !is_specialized_span_convertible<std::remove_const_t<Container>>::value &&
          is_array_convertible<
              std::remove_pointer_t<decltype(nostd::data(std::declval<Container&>()))>, T>> {};

// The number of elements: a constant, or a member.
template <std::size_t Extent>
class span_size {
 public:
  constexpr span_size() noexcept = default;
  constexpr explicit span_size(std::size_t size) noexcept {
    if (size != Extent) std::terminate();
  }
  static constexpr std::size_t get() noexcept { return Extent; }
};
template <>
class span_size<dynamic_extent> {
 public:
  constexpr span_size() noexcept = default;
  constexpr explicit span_size(std::size_t size) noexcept : size_(size) {}
  constexpr std::size_t get() const noexcept { return size_; }

 private:
  std::size_t size_ = 0;
};

}  // namespace detail

// Elements live as long as what they were taken from. A span of fixed extent that is made from
// another number of elements terminates the program.
template <class T, std::size_t Extent>
class span : private detail::span_size<Extent> {
  using Size = detail::span_size<Extent>;
  template <std::size_t N>
  static constexpr bool fits = Extent == dynamic_extent || N == Extent;

 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using pointer = T*;
  using const_pointer = const T*;
  using reference = T&;
  using const_reference = const T&;
  using iterator = T*;
  using reverse_iterator = std::reverse_iterator<iterator>;

  static constexpr std::size_t extent = Extent;

  template <bool B = Extent == 0 || Extent == dynamic_extent, std::enable_if_t<B>* = nullptr>
  constexpr span() noexcept {}

  constexpr span(T* data, std::size_t count) noexcept : Size(count), data_(data) {}

  constexpr span(T* first, T* last) noexcept
      : Size(static_cast<std::size_t>(last - first)), data_(first) {}

  // NOLINTBEGIN(google-explicit-constructor): implicit, as upstream's and the standard's
  template <std::size_t N, std::enable_if_t<fits<N>>* = nullptr>
  constexpr span(T (&array)[N]) noexcept : Size(N), data_(array) {}

  template <class U, std::size_t N,
            std::enable_if_t<fits<N> && detail::is_array_convertible<U, T>>* = nullptr>
  constexpr span(std::array<U, N>& array) noexcept : Size(N), data_(array.data()) {}

  template <class U, std::size_t N,
            std::enable_if_t<fits<N> && detail::is_array_convertible<const U, T>>* = nullptr>
  constexpr span(const std::array<U, N>& array) noexcept : Size(N), data_(array.data()) {}

  template <class C, std::enable_if_t<detail::is_span_container<C, T>::value>* = nullptr>
  constexpr span(C& c) noexcept(noexcept(nostd::data(c), nostd::size(c)))
      : Size(nostd::size(c)), data_(nostd::data(c)) {}

  template <class C, std::enable_if_t<detail::is_span_container<const C, T>::value>* = nullptr>
  constexpr span(const C& c) noexcept(noexcept(nostd::data(c), nostd::size(c)))
      : Size(nostd::size(c)), data_(nostd::data(c)) {}

  template <class U, std::size_t N,
            std::enable_if_t<fits<N> && detail::is_array_convertible<U, T>>* = nullptr>
  constexpr span(const span<U, N>& other) noexcept : Size(other.size()), data_(other.data()) {}
  // NOLINTEND(google-explicit-constructor)

  constexpr span(const span&) noexcept = default;
  constexpr span& operator=(const span&) noexcept = default;
  ~span() noexcept = default;

  constexpr bool empty() const noexcept { return size() == 0; }
  constexpr T* data() const noexcept { return data_; }
  constexpr std::size_t size() const noexcept { return Size::get(); }
  constexpr std::size_t size_bytes() const noexcept { return size() * sizeof(T); }

  constexpr T& operator[](std::size_t index) const noexcept {
    assert(index < size());
    return data_[index];
  }
  constexpr T& front() const noexcept { return (*this)[0]; }
  constexpr T& back() const noexcept { return (*this)[size() - 1]; }

  constexpr T* begin() const noexcept { return data_; }
  constexpr T* end() const noexcept { return data_ + size(); }
  constexpr reverse_iterator rbegin() const noexcept { return reverse_iterator(end()); }
  constexpr reverse_iterator rend() const noexcept { return reverse_iterator(begin()); }

  // `count` may be dynamic_extent: all the rest.
  constexpr span<T> subspan(std::size_t offset, std::size_t count = dynamic_extent) const noexcept {
    assert(offset <= size());
    return {data_ + offset, count == dynamic_extent ? size() - offset : count};
  }
  constexpr span<T> first(std::size_t count) const noexcept { return subspan(0, count); }
  constexpr span<T> last(std::size_t count) const noexcept { return subspan(size() - count); }

 private:
  T* data_ = nullptr;
};

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
