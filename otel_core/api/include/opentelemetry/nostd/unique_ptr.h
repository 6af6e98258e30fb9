// nostd::unique_ptr is std::unique_ptr.
#pragma once

#include <memory>

#include "opentelemetry/version.h"

#define OPENTELEMETRY_HAVE_STD_UNIQUE_PTR

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

template <class... Types>
using unique_ptr = std::unique_ptr<Types...>;

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
