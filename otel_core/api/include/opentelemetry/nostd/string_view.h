// nostd::string_view is std::string_view.
#pragma once

#include <string_view>

#include "opentelemetry/version.h"

#define OPENTELEMETRY_HAVE_STD_STRING_VIEW

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {

using string_view = std::string_view;

}  // namespace nostd
OPENTELEMETRY_END_NAMESPACE
