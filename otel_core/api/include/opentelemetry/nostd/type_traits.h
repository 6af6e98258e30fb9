// Type traits by the names that opentelemetry-cpp's headers and their users spell with nostd.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

#include "opentelemetry/version.h"

#define OPENTELEMETRY_HAVE_STD_TYPE_TRAITS

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

using std::add_pointer_t;
using std::enable_if_t;
using std::is_nothrow_swappable;
using std::is_swappable;
using std::is_trivially_copy_assignable;
using std::is_trivially_copy_constructible;
using std::is_trivially_move_assignable;
using std::is_trivially_move_constructible;
using std::remove_const_t;
using std::remove_reference_t;

template <class T>
using remove_cvref_t = std::remove_cv_t<std::remove_reference_t<T>>;

// Unlike the standard's, sees through std::array (and leaves built-in arrays alone).
template <class T>
struct remove_all_extents {
  using type = T;
};
template <class T, std::size_t N>
struct remove_all_extents<std::array<T, N>> : remove_all_extents<T> {};
template <class T>
using remove_all_extents_t = typename remove_all_extents<T>::type;

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
