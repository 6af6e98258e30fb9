// The id of a trace: 16 opaque bytes, all zeros when there is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace opencensus {
namespace trace {

class TraceId final {
 public:
  static constexpr size_t kSize = 16;  // bytes

  TraceId() : rep_{0} {}
  // Copies kSize bytes.
  explicit TraceId(const uint8_t* buf) { memcpy(rep_, buf, kSize); }

  // Returns 32 lower-case hexadecimal digits.
  std::string ToHex() const;

  // Returns a pointer to the kSize bytes inside this object.
  const void* Value() const { return rep_; }

  bool operator==(const TraceId& that) const { return memcmp(rep_, that.rep_, kSize) == 0; }

  // Returns false when all bytes are zero.
  bool IsValid() const { return !(*this == TraceId()); }

  // Writes kSize bytes.
  void CopyTo(uint8_t* buf) const { memcpy(buf, rep_, kSize); }

 private:
  uint8_t rep_[kSize];
};

}  // namespace trace
}  // namespace opencensus
