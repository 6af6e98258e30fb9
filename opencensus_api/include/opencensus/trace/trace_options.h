// The option byte of a span context. Bit 0 says "sampled"; the others are carried along.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace opencensus {
namespace trace {

class SpanGenerator;
class SpanTestPeer;

class TraceOptions final {
 public:
  static constexpr size_t kSize = 1;  // bytes

  TraceOptions() : rep_{0} {}
  // Copies kSize bytes.
  explicit TraceOptions(const uint8_t* buf) { memcpy(rep_, buf, kSize); }

  // Returns whether the trace is to leave the process.
  bool IsSampled() const { return (rep_[0] & 1) != 0; }

  bool operator==(const TraceOptions& that) const { return rep_[0] == that.rep_[0]; }

  // Returns 2 lower-case hexadecimal digits.
  std::string ToHex() const;

  // Writes kSize bytes.
  void CopyTo(uint8_t* buf) const { memcpy(buf, rep_, kSize); }

  // Returns these options with bit 0 replaced.
  TraceOptions WithSampling(bool is_sampled) const {
    const auto rep = static_cast<uint8_t>((rep_[0] & ~1U) | (is_sampled ? 1U : 0U));
    return TraceOptions(&rep);
  }

 private:
  uint8_t rep_[kSize];
};

}  // namespace trace
}  // namespace opencensus
