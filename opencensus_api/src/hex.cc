#include "opencensus_api/src/hex.h"

namespace tracebridge::opencensus_api {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

// Returns 0 to 15, or -1.
int Value(char digit, Case digits) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digits == Case::kAny && digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::string ToHex(const void* bytes, std::size_t size) {
  std::string hex(2 * size, '\0');
  WriteHex(static_cast<const std::uint8_t*>(bytes), size, &hex[0]);
  return hex;
}

char* WriteHex(const std::uint8_t* bytes, std::size_t size, char* out) noexcept {
  for (std::size_t i = 0; i < size; ++i) {
    *out++ = kDigits[bytes[i] >> 4];
    *out++ = kDigits[bytes[i] & 15];
  }
  return out;
}

bool ReadHex(absl::string_view hex, Case digits, std::uint8_t* bytes) noexcept {
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    const int high = Value(hex[i], digits);
    const int low = Value(hex[i + 1], digits);
    if (high < 0 || low < 0) return false;
    *bytes++ = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

}  // namespace tracebridge::opencensus_api
