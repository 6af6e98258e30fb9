// Hash and equality of strings, for maps that opentelemetry-cpp's interfaces name.
#pragma once

#include <cstddef>
#include <functional>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {

struct StringViewHash {
  std::size_t operator()(nostd::string_view text) const noexcept {
    return std::hash<nostd::string_view>{}(text);
  }
};

struct StringViewEqual {
  bool operator()(nostd::string_view a, nostd::string_view b) const noexcept { return a == b; }
};

}  // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
