#include "otel_core/sdk/src/common/utf8.h"

#include "tracebridge/diagnostics.h"

namespace tracebridge {
namespace {

// Unicode 15, table 3-7: what the second byte may be, by the first. Later bytes are 80..BF.
struct Sequence {
  unsigned char first_low, first_high;
  int length;
  unsigned char second_low, second_high;
};

constexpr Sequence kSequences[] = {
    {0x00, 0x7F, 1, 0x00, 0x00}, {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF}, {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

struct Character {
  std::size_t size;  // of the character, or of the maximal invalid part
  bool is_valid;
};

// Precondition: `text` is not empty.
Character FirstCharacter(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (const Sequence& row : kSequences) {
    if (byte(0) < row.first_low || byte(0) > row.first_high) continue;
    const auto length = static_cast<std::size_t>(row.length);
    for (std::size_t i = 1; i < length; ++i) {
      const unsigned char low = i == 1 ? row.second_low : 0x80;
      const unsigned char high = i == 1 ? row.second_high : 0xBF;
      if (i == text.size() || byte(i) < low || byte(i) > high) return {i, false};
    }
    return {length, true};
  }
  return {1, false};
}

}  // namespace

bool IsValidUtf8Slow(std::string_view text) noexcept {
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    if (!character.is_valid) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 8);
  bool replaced = false;
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    result += character.is_valid ? text.substr(0, character.size) : "\xEF\xBF\xBD";
    replaced |= !character.is_valid;
    text.remove_prefix(character.size);
  }
  if (replaced) Count(Diagnostic::kInvalidUtf8);
  return result;
}

std::string_view FirstCharacters(std::string_view text, std::size_t count) noexcept {
  if (text.size() <= count) return text;
  std::size_t size = 0;
  for (; count != 0 && size < text.size(); --count) size += FirstCharacter(text.substr(size)).size;
  return text.substr(0, size);
}

}  // namespace tracebridge
