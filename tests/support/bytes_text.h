// Bytes as hexadecimal digits.
#pragma once

#include <cstdlib>
#include <string>

namespace tracebridge::testing {

inline std::string FromHex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::strtol(hex.substr(i, 2).c_str(), nullptr, 16));
  }
  return bytes;
}

inline std::string ToHex(const std::string& bytes) {
  constexpr char kDigit[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigit[static_cast<unsigned char>(c) >> 4];
    hex += kDigit[static_cast<unsigned char>(c) & 15];
  }
  return hex;
}

}  // namespace tracebridge::testing
