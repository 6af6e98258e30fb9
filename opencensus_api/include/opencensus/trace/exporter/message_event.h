// The fact that a span sent or received a message.
#pragma once

#include <cstdint>
#include <string>

namespace opencensus {
namespace trace {
namespace exporter {

class MessageEvent final {
 public:
  enum class Type : uint8_t {
    SENT = 1,
    RECEIVED = 2,
  };

  MessageEvent(Type type, uint32_t id, uint32_t compressed_size, uint32_t uncompressed_size)
      : type_(type),
        id_(id),
        compressed_size_(compressed_size),
        uncompressed_size_(uncompressed_size) {}

  Type type() const { return type_; }
  // Pairs a sent message with its reception.
  uint32_t id() const { return id_; }
  uint32_t compressed_size() const { return compressed_size_; }      // bytes
  uint32_t uncompressed_size() const { return uncompressed_size_; }  // bytes

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  Type type_;
  uint32_t id_;
  uint32_t compressed_size_;
  uint32_t uncompressed_size_;
};

}  // namespace exporter
}  // namespace trace
}  // namespace opencensus
