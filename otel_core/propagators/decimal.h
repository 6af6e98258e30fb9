// Decimal digits of 64-bit identifiers: no sign, no locale, no overflow.
//
//   "11803532876627986230" <-> 0xa3ce929d0e0e4736
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace tracebridge::propagators {

inline constexpr std::size_t kMaxDecimalSize = 20;  // characters of UINT64_MAX

// Returns whether all of `text` are digits of a number of 64 bits; if so, sets `*number`. Zeros in front are
// read, as many as there are.
inline bool ReadDecimal(std::string_view text, std::uint64_t* number) noexcept {
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, *number);
  return result.ec == std::errc() && result.ptr == end;
}

// Writes at most kMaxDecimalSize digits to `text`. Returns how many.
inline std::size_t WriteDecimal(std::uint64_t number, char* text) noexcept {
  return static_cast<std::size_t>(std::to_chars(text, text + kMaxDecimalSize, number).ptr - text);
}

}  // namespace tracebridge::propagators
