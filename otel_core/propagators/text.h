// What header values are made of: optional white space around, and characters that may travel raw.
//
// Source: RFC 9110, section 5.6.3 (OWS) and 5.5 (field values).
#pragma once

#include <cstddef>
#include <string_view>

namespace tracebridge::propagators {

inline constexpr bool IsOptionalWhiteSpace(char c) noexcept { return c == ' ' || c == '\t'; }

// Returns `text` without the white space around it.
inline std::string_view Trim(std::string_view text) noexcept {
  while (!text.empty() && IsOptionalWhiteSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsOptionalWhiteSpace(text.back())) text.remove_suffix(1);
  return text;
}

// Returns whether every character may stand in a header as it is: printable ASCII or white space.
// What is not (CR, LF, NUL, bytes above 7e) could end the header and begin another.
inline bool IsSafeInHeader(std::string_view text) noexcept {
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte > 0x7e) return false;
  }
  return true;
}

}  // namespace tracebridge::propagators
