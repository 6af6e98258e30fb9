// The 16 bytes that all spans of a trace share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

class TraceId final {
 public:
  static constexpr std::size_t kSize = 16;  // bytes

  // All zeros, which is not valid.
  constexpr TraceId() noexcept = default;

  explicit TraceId(nostd::span<const uint8_t, kSize> id) noexcept {
    std::memcpy(rep_, id.data(), kSize);
  }

  // Writes 32 lowercase hexadecimal digits, without a terminating zero.
  void ToLowerBase16(nostd::span<char, 2 * kSize> buffer) const noexcept {
    constexpr char kHex[] = "0123456789abcdef";
    char* out = buffer.data();
    for (const uint8_t byte : rep_) {
      *out++ = kHex[byte >> 4];
      *out++ = kHex[byte & 0xf];
    }
  }

  // Refers to this object.
  nostd::span<const uint8_t, kSize> Id() const noexcept {
    return nostd::span<const uint8_t, kSize>(rep_);
  }

  bool operator==(const TraceId& that) const noexcept {
    return std::memcmp(rep_, that.rep_, kSize) == 0;
  }
  bool operator!=(const TraceId& that) const noexcept { return !(*this == that); }

  bool IsValid() const noexcept { return *this != TraceId(); }

  void CopyBytesTo(nostd::span<uint8_t, kSize> dest) const noexcept {
    std::memcpy(dest.data(), rep_, kSize);
  }

 private:
  uint8_t rep_[kSize]{};
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
