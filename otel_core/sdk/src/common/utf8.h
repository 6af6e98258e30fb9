// Text of spans is valid UTF-8 from the moment it enters the SDK: Protobuf and JSON accept nothing
// else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tracebridge {

bool IsValidUtf8Slow(std::string_view text) noexcept;

// Returns whether `text` is well-formed UTF-8 (no overlong forms, no surrogates). ASCII costs an
// eighth of a load a byte.
inline bool IsValidUtf8(std::string_view text) noexcept {
  constexpr unsigned long long kHighBits = 0x8080808080808080u;
  const char* p = text.data();
  std::size_t size = text.size();
  unsigned long long high = 0;
  for (; size >= 8; p += 8, size -= 8) {
    unsigned long long word;
    __builtin_memcpy(&word, p, 8);
    high |= word;
  }
  for (; size != 0; ++p, --size) high |= static_cast<unsigned char>(*p);
  return (high & kHighBits) == 0 || IsValidUtf8Slow(text);
}

// Returns `text` with U+FFFD for each maximal invalid part (Unicode 15, section 3.9), and counts
// the replacement. Throws std::bad_alloc.
std::string ReplaceInvalidUtf8(std::string_view text);

// Returns the longest prefix of at most `count` characters; an invalid byte counts as one.
std::string_view FirstCharacters(std::string_view text, std::size_t count) noexcept;

}  // namespace tracebridge
