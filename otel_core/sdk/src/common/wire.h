// Protobuf's wire format, as far as OTLP uses it. It reads the same whatever the machine's order of
// bytes.
//
// Source: protobuf.dev/programming-guides/encoding.
#pragma once

#include <endian.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace tracebridge::wire {

enum WireType : unsigned { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

constexpr std::uint8_t Tag(unsigned field, WireType type) {
  return static_cast<std::uint8_t>(field << 3 | type);  // fields above 15 need two bytes
}

// Returns `value` as sint32 has it: 0, -1, 1, -2 are 0, 1, 2, 3.
constexpr std::uint32_t ZigZag(std::int32_t value) noexcept {
  return static_cast<std::uint32_t>(value) << 1 ^ (value < 0 ? 0xffffffffu : 0);
}

// Returns the number of bytes of `value` as a varint: 1 to 10.
inline std::size_t VarintSize(std::uint64_t value) noexcept {
  const unsigned highest_bit = 63u - static_cast<unsigned>(__builtin_clzll(value | 1));
  return (highest_bit * 9 + 73) / 64;
}

// Returns the number of bytes of a length-delimited payload with its length.
inline std::size_t DelimitedSize(std::size_t payload) noexcept {
  return VarintSize(payload) + payload;
}

// The writers return the byte after the last one written; the caller has made room.
inline std::uint8_t* PutVarint(std::uint8_t* p, std::uint64_t value) noexcept {
  while (value >= 0x80) {
    *p++ = static_cast<std::uint8_t>(value | 0x80);
    value >>= 7;
  }
  *p++ = static_cast<std::uint8_t>(value);
  return p;
}

inline std::uint8_t* PutFixed32(std::uint8_t* p, std::uint32_t value) noexcept {
  value = htole32(value);
  std::memcpy(p, &value, sizeof value);
  return p + sizeof value;
}

inline std::uint8_t* PutFixed64(std::uint8_t* p, std::uint64_t value) noexcept {
  value = htole64(value);
  std::memcpy(p, &value, sizeof value);
  return p + sizeof value;
}

inline std::uint8_t* PutRaw(std::uint8_t* p, const void* data, std::size_t size) noexcept {
  if (size != 0) std::memcpy(p, data, size);  // data may be null when size is 0
  return p + size;
}

inline std::uint8_t* PutDelimited(std::uint8_t* p, std::string_view payload) noexcept {
  return PutRaw(PutVarint(p, payload.size()), payload.data(), payload.size());
}

// The readers trust their input: it is our own encoding.
inline const std::uint8_t* GetVarint(const std::uint8_t* p, std::uint64_t* value) noexcept {
  std::uint64_t result = *p & 0x7f;
  for (unsigned shift = 7; *p++ >= 0x80; shift += 7) result |= std::uint64_t{*p & 0x7fu} << shift;
  *value = result;
  return p;
}

inline std::uint64_t GetFixed(const std::uint8_t* p, std::size_t bytes) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, p, bytes);
  return le64toh(value);
}

}  // namespace tracebridge::wire
