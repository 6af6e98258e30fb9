// Header names and values: white space around them, case of letters, what may be sent.
//
// Source: RFC 9110, sections 5.1 (field names ignore case), 5.5 (field values), 5.6.2 (token), 5.6.3 (OWS).
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

inline constexpr char LowerAscii(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// Returns whether `text` begins with `prefix`, which is in lower case, in any case.
inline constexpr bool StartsWithIgnoringCase(std::string_view text,
                                             std::string_view prefix) noexcept {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (LowerAscii(text[i]) != prefix[i]) return false;
  }
  return true;
}

inline constexpr bool EqualsIgnoringCase(std::string_view text, std::string_view lower) noexcept {
  return text.size() == lower.size() && StartsWithIgnoringCase(text, lower);
}

inline constexpr bool IsAlphanumeric(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether `text` can be (a part of) a field name.
inline constexpr bool IsToken(std::string_view text) noexcept {
  for (const char c : text) {
    if (!IsAlphanumeric(c) && std::string_view("!#$%&'*+-.^_`|~").find(c) == std::string_view::npos)
      return false;
  }
  return !text.empty();
}

// Printable ASCII, space included: what a field value may hold whoever reads it.
inline constexpr bool IsPrintable(char c) noexcept { return c >= ' ' && c <= '~'; }

// Returns what stands before `separator`, or all; `*rest` becomes what stands behind it, or empty.
inline std::string_view TakeField(std::string_view* rest, char separator) noexcept {
  const std::size_t at = rest->find(separator);
  const std::string_view field = rest->substr(0, at);
  *rest = at == std::string_view::npos ? std::string_view() : rest->substr(at + 1);
  return field;
}

}  // namespace tracebridge::propagators
