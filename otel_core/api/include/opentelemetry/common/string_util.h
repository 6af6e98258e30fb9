// Trimming.
#pragma once

#include <cstddef>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {

class StringUtil {
 public:
  // Returns str[left..right], both inclusive, without white space (of the C locale) at either end;
  // empty if `right` is not inside `str`.
  static nostd::string_view Trim(nostd::string_view str, std::size_t left,
                                 std::size_t right) noexcept {
    if (right >= str.size() || left > right) return {};
    return Trim(nostd::string_view(str.data() + left, right - left + 1));
  }

  static nostd::string_view Trim(nostd::string_view str) noexcept {
    while (!str.empty() && IsSpace(str.front())) str.remove_prefix(1);
    while (!str.empty() && IsSpace(str.back())) str.remove_suffix(1);
    return str;
  }

 private:
  static constexpr bool IsSpace(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
};

}  // namespace common
OPENTELEMETRY_END_NAMESPACE
