// Protobuf's wire format written from its end to its beginning, so that the length of a message is known when its turn comes.
//
//   writer.Bytes(Tag(2, kBytes), "b");      12 01 62
//   writer.Varint(Tag(1, kVarint), 5);      08 05 12 01 62
//   writer.Prefix(Tag(3, kBytes), 0);       1a 05 08 05 12 01 62
//
// The fields of a message, and the items of a field, are written last first.
//
// Source: protobuf.dev/programming-guides/encoding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace tracebridge::otlp {

// Keeps its memory from message to message. What writes throws std::bad_alloc. One thread at a time.
class ReverseWriter {
 public:
  void Clear() noexcept { size_ = 0; }

  // How much is written.
  std::size_t size() const noexcept { return size_; }

  // What is written; valid until something else is.
  std::string_view bytes() const noexcept {
    return {reinterpret_cast<const char*>(buffer_.get()) + capacity_ - size_, size_};
  }

  // A field each, with its tag.
  void Varint(std::uint8_t tag, std::uint64_t value);
  void Fixed64(std::uint8_t tag, std::uint64_t value);
  void Double(std::uint8_t tag, double value);
  void Bytes(std::uint8_t tag, std::string_view value);

  // An item of a packed field each, without a tag.
  void Varint(std::uint64_t value);
  void Fixed64(std::uint64_t value);

  void Raw(std::string_view bytes);

  // Makes one field of what was written since size() was `begin`.
  void Prefix(std::uint8_t tag, std::size_t begin);

 private:
  // Returns where the next `size` bytes go.
  std::uint8_t* Extend(std::size_t size);

  std::unique_ptr<std::uint8_t[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;  // at the end of the buffer
};

// Returns the bits of `value`.
std::uint64_t BitsOf(double value) noexcept;

}  // namespace tracebridge::otlp
