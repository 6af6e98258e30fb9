// White space around header values.
//
// Source: RFC 9110, section 5.6.3 (OWS).
#pragma once

#include <string_view>

namespace tracebridge::propagators {

inline constexpr bool IsOptionalWhiteSpace(char c) noexcept { return c == ' ' || c == '\t'; }

// Returns `text` without the white space around it.
inline std::string_view Trim(std::string_view text) noexcept {
  while (!text.empty() && IsOptionalWhiteSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsOptionalWhiteSpace(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace tracebridge::propagators
