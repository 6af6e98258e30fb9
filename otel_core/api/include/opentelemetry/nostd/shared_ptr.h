// nostd::shared_ptr is std::shared_ptr.
#pragma once

#include <memory>

#include "opentelemetry/version.h"

#define OPENTELEMETRY_HAVE_STD_SHARED_PTR

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

template <class... Types>
using shared_ptr = std::shared_ptr<Types...>;

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
