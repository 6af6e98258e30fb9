// nostd::variant is std::variant, with the functions that go with it.
#pragma once

#include <cstddef>
#include <utility>
#include <variant>

#include "opentelemetry/version.h"

#define OPENTELEMETRY_HAVE_STD_VARIANT

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

using std::bad_variant_access;
using std::get;
using std::get_if;
using std::monostate;
using std::variant_alternative_t;
using std::visit;

template <class... Types>
using variant = std::variant<Types...>;

template <class... Types>
using variant_size = std::variant_size<Types...>;

// By index too, which the standard's does not offer.
template <std::size_t I, class... Types>
constexpr bool holds_alternative(const variant<Types...>& v) noexcept {
  return v.index() == I;
}

template <class T, class... Types>
constexpr bool holds_alternative(const variant<Types...>& v) noexcept {
  return std::holds_alternative<T>(v);
}

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
