#include "otel_core/propagators/base64.h"

#include <cstdint>

namespace tracebridge::propagators {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Returns the place of `c` in the alphabet, 64 for a character that is not in it.
std::uint32_t Place(char c) {
  const std::size_t place = kAlphabet.find(c);
  return place == std::string_view::npos ? 64 : static_cast<std::uint32_t>(place);
}

}  // namespace

void AppendBase64(std::string_view bytes, std::string* to) {
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8 | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0u);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      to->push_back(k <= group.size() ? kAlphabet[bits >> (18 - 6 * k) & 63] : '=');
    }
  }
}

bool DecodeBase64(std::string_view text, std::string* bytes) {
  bytes->clear();
  for (int padding = 0; padding < 2 && !text.empty() && text.back() == '='; ++padding) {
    text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return false;
  bytes->reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;  // of bits that are not written yet
  for (const char c : text) {
    const std::uint32_t place = Place(c);
    if (place == 64) return false;
    bits = bits << 6 | place;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes->push_back(static_cast<char>(bits >> count & 0xff));
  }
  return true;
}

}  // namespace tracebridge::propagators
