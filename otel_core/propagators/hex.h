// Hexadecimal digits of identifiers in headers, by table: no locale, no branch a digit.
//
//   "0a1B" -> bytes 0a 1b, or a refusal where a format allows lower case only
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tracebridge::propagators {

enum class HexCase { kLowerOnly, kAny };

namespace hex_internal {

constexpr std::uint8_t kNotADigit = 0xf0;  // no digit has a bit of the upper half

constexpr std::array<std::uint8_t, 256> Digits(HexCase hex_case) {
  std::array<std::uint8_t, 256> digits{};
  for (auto& digit : digits) digit = kNotADigit;
  for (std::size_t i = 0; i < 10; ++i) digits['0' + i] = static_cast<std::uint8_t>(i);
  for (std::size_t i = 0; i < 6; ++i) {
    digits['a' + i] = static_cast<std::uint8_t>(10 + i);
    if (hex_case == HexCase::kAny) digits['A' + i] = static_cast<std::uint8_t>(10 + i);
  }
  return digits;
}

template <HexCase kCase>
inline constexpr std::array<std::uint8_t, 256> kDigits = Digits(kCase);

}  // namespace hex_internal

// Reads 2 * `size` digits at `text` into `bytes`. Returns false, with `bytes` unspecified, if one
// of them is no digit.
template <HexCase kCase>
inline bool ReadHex(const char* text, std::uint8_t* bytes, std::size_t size) noexcept {
  const auto& digits = hex_internal::kDigits<kCase>;
  unsigned seen = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned high = digits[static_cast<unsigned char>(text[2 * i])];
    const unsigned low = digits[static_cast<unsigned char>(text[2 * i + 1])];
    seen |= high | low;
    bytes[i] = static_cast<std::uint8_t>((high << 4) | low);
  }
  return (seen & hex_internal::kNotADigit) == 0;
}

// Writes `size` bytes as 2 * `size` lower-case digits.
inline void WriteHex(const std::uint8_t* bytes, std::size_t size, char* text) noexcept {
  constexpr char kDigit[] = "0123456789abcdef";
  for (std::size_t i = 0; i < size; ++i) {
    text[2 * i] = kDigit[bytes[i] >> 4];
    text[2 * i + 1] = kDigit[bytes[i] & 0x0f];
  }
}

}  // namespace tracebridge::propagators
