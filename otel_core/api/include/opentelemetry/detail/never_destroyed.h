// An object for static storage that stays usable in other objects' destructors, and after main.
//
//   inline NeverDestroyed<Noop> noop;    constant-initialised if Noop's constructor is constexpr
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace detail {

template <class T>
union NeverDestroyed {
  constexpr NeverDestroyed() noexcept : value() {}
  ~NeverDestroyed() {}  // not the member's
  NeverDestroyed(const NeverDestroyed&) = delete;
  NeverDestroyed& operator=(const NeverDestroyed&) = delete;

  T value;
};

}  // namespace detail
OPENTELEMETRY_END_NAMESPACE
