// Hexadecimal digits of identifiers in headers, sixteen at once or by table: no locale, no branch a digit.
//
//   "00f067aa0ba902b7" <-> 0x00f067aa0ba902b7; whether upper case counts is a format's choice
#pragma once

#include <endian.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

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

// "000102..fdfeff"
constexpr std::array<char, 512> Pairs() {
  constexpr char kDigit[] = "0123456789abcdef";
  std::array<char, 512> pairs{};
  for (std::size_t i = 0; i < 256; ++i) {
    pairs[2 * i] = kDigit[i >> 4];
    pairs[2 * i + 1] = kDigit[i & 0x0f];
  }
  return pairs;
}

inline constexpr std::array<char, 512> kPairs = Pairs();

using Sixteen = std::uint8_t __attribute__((vector_size(16)));
using EightPairs = std::uint16_t __attribute__((vector_size(16)));
using Eight = std::uint8_t __attribute__((vector_size(8)));

// Returns the number that sixteen digits say. Bits of the upper halves of `*seen` are set if one is none.
template <HexCase kCase>
__attribute__((always_inline)) inline std::uint64_t ReadSixteen(const char* text,
                                                                std::uint64_t* seen) noexcept {
  Sixteen c;
  std::memcpy(&c, text, sizeof c);
  const Sixteen as_digit = c - '0';
  const Sixteen as_letter = (kCase == HexCase::kAny ? c | 0x20 : c) - 'a';
  const auto is_digit = reinterpret_cast<Sixteen>(as_digit <= 9);
  const auto is_letter = reinterpret_cast<Sixteen>(as_letter <= 5);
  const Sixteen values = (as_digit & is_digit) | ((as_letter + 10) & is_letter);
  const Sixteen is_none = ~(is_digit | is_letter);
  std::uint64_t none[2];
  std::memcpy(none, &is_none, sizeof none);
  *seen |= none[0] | none[1];

  const auto pairs = reinterpret_cast<EightPairs>(values);
  constexpr bool kFirstIsLow = __BYTE_ORDER == __LITTLE_ENDIAN;
  const EightPairs joined = (kFirstIsLow ? pairs << 4 | pairs >> 8 : pairs >> 4 | pairs) & 0xff;
  const auto bytes = __builtin_convertvector(joined, Eight);
  std::uint64_t number;
  std::memcpy(&number, &bytes, sizeof number);
  return be64toh(number);
}

// Writes the sixteen digits of eight bytes.
__attribute__((always_inline)) inline void WriteSixteen(const std::uint8_t* bytes,
                                                        char* text) noexcept {
  Eight packed;
  std::memcpy(&packed, bytes, sizeof packed);
  const auto wide = __builtin_convertvector(packed, EightPairs);
  constexpr bool kFirstIsLow = __BYTE_ORDER == __LITTLE_ENDIAN;
  const EightPairs halves = (kFirstIsLow ? wide >> 4 | wide << 8 : wide << 4 | wide) & 0x0f0f;
  const auto values = reinterpret_cast<Sixteen>(halves);
  const auto is_letter = reinterpret_cast<Sixteen>(values > 9);
  const Sixteen digits = values + '0' + (is_letter & ('a' - '0' - 10));
  std::memcpy(text, &digits, sizeof digits);
}

}  // namespace hex_internal

// Reads numbers from digits and remembers whether all of them were digits, so that one question
// answers for a whole header.
template <HexCase kCase>
class HexReader {
 public:
  // Returns the number that kDigits characters at `text` say, most significant first. Without meaning
  // once valid() is false.
  template <std::size_t kDigits>
  std::uint64_t Read(const char* text) noexcept {
    static_assert(kDigits % 2 == 0 && kDigits <= 16);
    if constexpr (kDigits == 16) return hex_internal::ReadSixteen<kCase>(text, &seen_);
    std::uint64_t number = 0;
    unsigned seen = 0;  // not the member, for all the compiler knows a part of `text`
    for (std::size_t i = 0; i < kDigits; i += 2) {
      const unsigned high = Digit(text[i]);
      const unsigned low = Digit(text[i + 1]);
      seen |= high | low;
      number = (number << 8) | (high << 4) | low;
    }
    seen_ |= seen;
    return number;
  }

  bool valid() const noexcept { return (seen_ & 0xf0f0f0f0f0f0f0f0u) == 0; }

 private:
  static unsigned Digit(char c) noexcept {
    return hex_internal::kDigits<kCase>[static_cast<unsigned char>(c)];
  }

  std::uint64_t seen_ = 0;
};

// Returns whether all of `text` are digits, 1 to 16; if so, sets `*number`.
template <HexCase kCase>
bool ReadHex(std::string_view text, std::uint64_t* number) noexcept {
  if (text.size() == 16) {  // as most are
    HexReader<kCase> reader;
    *number = reader.template Read<16>(text.data());
    return reader.valid();
  }
  if (text.empty() || text.size() > 16) return false;
  unsigned seen = 0;
  std::uint64_t value = 0;
  for (const char c : text) {
    const unsigned digit = hex_internal::kDigits<kCase>[static_cast<unsigned char>(c)];
    seen |= digit;
    value = (value << 4) | digit;
  }
  *number = value;
  return (seen & hex_internal::kNotADigit) == 0;
}

// Returns whether all of `text` are digits, 1 to 32; if so, sets both halves.
template <HexCase kCase>
bool ReadHex128(std::string_view text, std::uint64_t* high, std::uint64_t* low) noexcept {
  *high = 0;
  if (text.size() <= 16) return ReadHex<kCase>(text, low);
  const std::size_t high_digits = text.size() - 16;
  return ReadHex<kCase>(text.substr(0, high_digits), high) &&
         ReadHex<kCase>(text.substr(high_digits), low);
}

// Writes `number` to eight bytes, most significant first.
inline void StoreBigEndian(std::uint64_t number, std::uint8_t* bytes) noexcept {
  const std::uint64_t big_endian = htobe64(number);
  std::memcpy(bytes, &big_endian, sizeof big_endian);
}

inline std::uint64_t LoadBigEndian(const std::uint8_t* bytes) noexcept {
  std::uint64_t big_endian;
  std::memcpy(&big_endian, bytes, sizeof big_endian);
  return be64toh(big_endian);
}

// Writes `size` bytes as 2 * `size` lower-case digits.
inline void WriteHex(const std::uint8_t* bytes, std::size_t size, char* text) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) hex_internal::WriteSixteen(bytes + i, text + 2 * i);
  for (; i < size; ++i) {
    std::memcpy(text + 2 * i, hex_internal::kPairs.data() + 2 * bytes[i], 2);
  }
}

}  // namespace tracebridge::propagators
