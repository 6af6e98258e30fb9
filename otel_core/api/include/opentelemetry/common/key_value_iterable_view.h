// Any container of pairs, seen as a KeyValueIterable.
//
//   std::map<std::string, int> sizes = ...;   span->AddEvent("sizes", sizes);
//   tracer->StartSpan("get", {{"http.route", "/users/{id}"}, {"retries", 2}});
#pragma once

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/nostd/utility.h"
#include "opentelemetry/version.h"
#include "tracebridge/diagnostics.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {
namespace detail {

inline void take_key_value(nostd::string_view, AttributeValue) {}

// Whether `const T` has begin(), end() and size(), and elements whose `first` converts to a string
// view and whose `second` to an AttributeValue.
template <class T, class = void>
struct is_key_value_iterable : std::false_type {};
template <class T>
struct is_key_value_iterable<
    T, std::void_t<decltype(take_key_value(std::begin(std::declval<const T&>())->first,
                                           std::begin(std::declval<const T&>())->second),
                            nostd::size(std::declval<const T&>()))>> : std::true_type {};

}  // namespace detail

// Refers to a container, which must outlive the view. Values convert when they are visited, so a
// user's type takes part if it converts to AttributeValue. An exception of the container's
// iterators or of the callback ends the visit and is counted.
template <class T>
class KeyValueIterableView final : public KeyValueIterable {
 public:
  explicit KeyValueIterableView(const T& container) noexcept : container_(&container) {}

  bool ForEachKeyValue(nostd::function_ref<bool(nostd::string_view, AttributeValue)> callback)
      const noexcept override {
    try {
      auto last = std::end(*container_);
      for (auto it = std::begin(*container_); it != last; ++it) {
        if (!callback(it->first, it->second)) return false;
      }
      return true;
    } catch (...) {
      tracebridge::Count(tracebridge::Diagnostic::kCallbackThrew);
      return false;
    }
  }

  std::size_t size() const noexcept override {
    return static_cast<std::size_t>(nostd::size(*container_));
  }

 private:
  const T* container_;
};

template <class T, nostd::enable_if_t<detail::is_key_value_iterable<T>::value>* = nullptr>
KeyValueIterableView<T> MakeKeyValueIterableView(const T& container) noexcept {
  return KeyValueIterableView<T>(container);
}

// MakeAttributes(x) returns x in a form that the API takes, whatever x is. The result refers to x.
inline nostd::span<const std::pair<nostd::string_view, AttributeValue>> MakeAttributes(
    std::initializer_list<std::pair<nostd::string_view, AttributeValue>> attributes) noexcept {
  return {attributes.begin(), attributes.end()};
}

inline nostd::span<const std::pair<nostd::string_view, AttributeValue>> MakeAttributes(
    nostd::span<const std::pair<nostd::string_view, AttributeValue>> attributes) noexcept {
  return attributes;
}

inline const KeyValueIterable& MakeAttributes(
    const KeyValueIterable& attributes OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND) noexcept {
  return attributes;
}

template <class T, nostd::enable_if_t<detail::is_key_value_iterable<T>::value>* = nullptr>
KeyValueIterableView<T> MakeAttributes(const T& attributes) noexcept {
  return KeyValueIterableView<T>(attributes);
}

}  // namespace common
OPENTELEMETRY_END_NAMESPACE
