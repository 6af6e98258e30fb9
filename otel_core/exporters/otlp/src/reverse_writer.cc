#include "otel_core/exporters/otlp/src/reverse_writer.h"

#include <algorithm>
#include <cstring>

#include "otel_core/sdk/src/common/wire.h"

namespace tracebridge::otlp {

void ReverseWriter::Varint(std::uint8_t tag, std::uint64_t value) {
  std::uint8_t* const p = Extend(1 + wire::VarintSize(value));
  *p = tag;
  wire::PutVarint(p + 1, value);
}

void ReverseWriter::Fixed64(std::uint8_t tag, std::uint64_t value) {
  std::uint8_t* const p = Extend(9);
  *p = tag;
  wire::PutFixed64(p + 1, value);
}

void ReverseWriter::Double(std::uint8_t tag, double value) { Fixed64(tag, BitsOf(value)); }

void ReverseWriter::Bytes(std::uint8_t tag, std::string_view value) {
  const std::size_t begin = size_;
  Raw(value);
  Prefix(tag, begin);
}

void ReverseWriter::Varint(std::uint64_t value) {
  wire::PutVarint(Extend(wire::VarintSize(value)), value);
}

void ReverseWriter::Fixed64(std::uint64_t value) { wire::PutFixed64(Extend(8), value); }

void ReverseWriter::Raw(std::string_view bytes) {
  wire::PutRaw(Extend(bytes.size()), bytes.data(), bytes.size());
}

void ReverseWriter::Prefix(std::uint8_t tag, std::size_t begin) { Varint(tag, size_ - begin); }

std::uint8_t* ReverseWriter::Extend(std::size_t size) {
  if (size > capacity_ - size_) {
    const std::size_t capacity = std::max({std::size_t{1024}, 2 * capacity_, size_ + size});
    std::unique_ptr<std::uint8_t[]> buffer(new std::uint8_t[capacity]);
    wire::PutRaw(buffer.get() + capacity - size_, buffer_.get() + capacity_ - size_, size_);
    buffer_ = std::move(buffer);
    capacity_ = capacity;
  }
  size_ += size;
  return buffer_.get() + capacity_ - size_;
}

std::uint64_t BitsOf(double value) noexcept {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

}  // namespace tracebridge::otlp
