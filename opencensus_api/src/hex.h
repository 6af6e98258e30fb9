// Lower-case hexadecimal text of ids, both ways.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace tracebridge::opencensus_api {

// Returns the digits of `size` bytes.
std::string ToHex(const void* bytes, std::size_t size);

// Appends the digits of `size` bytes at `out`, and returns the end: `out` + 2 * `size`.
char* WriteHex(const std::uint8_t* bytes, std::size_t size, char* out) noexcept;

enum class Case { kLower, kAny };

// Writes `hex.size() / 2` bytes to `bytes`. Returns false at a character that is no digit, or one
// of the wrong case.
bool ReadHex(absl::string_view hex, Case digits, std::uint8_t* bytes) noexcept;

}  // namespace tracebridge::opencensus_api
