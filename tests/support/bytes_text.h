// Bytes as hexadecimal digits; spaces between them are for the reader.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>

namespace tracebridge::test {

inline std::string FromHex(std::string hex) {
  hex.erase(std::remove(hex.begin(), hex.end(), ' '), hex.end());
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

}  // namespace tracebridge::test
