// The flags byte of a span context, as in traceparent.
//
// Source: W3C Trace Context Level 2, "trace-flags".
#pragma once

#include <cstdint>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {

class TraceFlags final {
 public:
  static constexpr uint8_t kIsSampled = 1;  // the caller may have recorded its span
  static constexpr uint8_t kIsRandom = 2;   // the last 7 bytes of the trace id are random

  static constexpr uint8_t kAllW3CTraceContext1Flags = kIsSampled;
  static constexpr uint8_t kAllW3CTraceContext2Flags = kIsSampled | kIsRandom;

  constexpr TraceFlags() noexcept = default;
  constexpr explicit TraceFlags(uint8_t flags) noexcept : rep_(flags) {}

  constexpr bool IsSampled() const noexcept { return (rep_ & kIsSampled) != 0; }
  constexpr bool IsRandom() const noexcept { return (rep_ & kIsRandom) != 0; }

  // Writes 2 lowercase hexadecimal digits, without a terminating zero.
  void ToLowerBase16(nostd::span<char, 2> buffer) const noexcept {
    constexpr char kHex[] = "0123456789abcdef";
    buffer[0] = kHex[rep_ >> 4];
    buffer[1] = kHex[rep_ & 0xf];
  }

  constexpr uint8_t flags() const noexcept { return rep_; }

  constexpr bool operator==(const TraceFlags& that) const noexcept { return rep_ == that.rep_; }
  constexpr bool operator!=(const TraceFlags& that) const noexcept { return !(*this == that); }

  void CopyBytesTo(nostd::span<uint8_t, 1> dest) const noexcept { dest[0] = rep_; }

 private:
  uint8_t rep_ = 0;
};

}  // namespace trace
OPENTELEMETRY_END_NAMESPACE
