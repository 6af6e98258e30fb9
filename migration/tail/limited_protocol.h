// A protocol of Thrift's that reads what anybody may have sent.
#pragma once

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TProtocolException.h>
#include <thrift/transport/TBufferTransports.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>

namespace tracebridge::tail {

class ThriftTooLarge : public std::exception {
 public:
  const char* what() const noexcept override {
    return "more spans, tags, logs or references than the limits allow";
  }
};

// `Protocol`, and what its reader leaves to who calls it: no list, set or map is longer than the bytes that are left, all of a message
// have `max_items` at most, and no byte becomes a type that there is not. Throws ThriftTooLarge and TProtocolException. To be called as
// a TProtocol: what it adds is in the virtual functions.
template <class Protocol>
class LimitedProtocol final : public Protocol {
 public:
  using Buffer = apache::thrift::transport::TMemoryBuffer;
  using TType = apache::thrift::protocol::TType;
  using TMessageType = apache::thrift::protocol::TMessageType;

  // `strictness`: what TBinaryProtocol wants to know more. No text is longer than the bytes either.
  template <class... Strictness>
  LimitedProtocol(const std::shared_ptr<Buffer>& buffer, std::size_t max_items,
                  Strictness... strictness)
      : Protocol(buffer, /*string_limit=*/static_cast<std::int32_t>(buffer->available_read()),
                 /*container_limit=*/0, strictness...),
        left_(max_items),
        buffer_(*buffer) {}

  std::uint32_t readMessageBegin_virt(std::string& name, TMessageType& type,
                                      std::int32_t& sequence) override {
    if constexpr (kIsBinary) Require(MessageType() <= apache::thrift::protocol::T_ONEWAY);
    return Protocol::readMessageBegin_virt(name, type, sequence);
  }
  std::uint32_t readFieldBegin_virt(std::string& name, TType& type, std::int16_t& id) override {
    if constexpr (kIsBinary) Require(IsType(Peek(0)));
    return Protocol::readFieldBegin_virt(name, type, id);
  }
  std::uint32_t readListBegin_virt(TType& element, std::uint32_t& size) override {
    if constexpr (kIsBinary) Require(IsType(Peek(0)));
    return Protocol::readListBegin_virt(element, size);
  }
  std::uint32_t readSetBegin_virt(TType& element, std::uint32_t& size) override {
    if constexpr (kIsBinary) Require(IsType(Peek(0)));
    return Protocol::readSetBegin_virt(element, size);
  }
  std::uint32_t readMapBegin_virt(TType& key, TType& value, std::uint32_t& size) override {
    if constexpr (kIsBinary) Require(IsType(Peek(0)) && IsType(Peek(1)));
    return Protocol::readMapBegin_virt(key, value, size);
  }
  // The one of `Protocol` would call its own functions, not these.
  std::uint32_t skip_virt(TType type) override {
    return apache::thrift::protocol::skip<apache::thrift::protocol::TProtocol>(*this, type);
  }

 private:
  // It casts the bytes that it reads to enumerations, whatever they are, which is undefined; the compact one has a table.
  static constexpr bool kIsBinary =
      std::is_same_v<Protocol, apache::thrift::protocol::TBinaryProtocol>;
  using Exception = apache::thrift::protocol::TProtocolException;

  static void Require(bool is_known) {
    if (!is_known) throw Exception(Exception::INVALID_DATA, "a type that there is not");
  }
  static bool IsType(std::uint8_t byte) {
    return byte <= apache::thrift::protocol::T_UTF16 && byte != 5 && byte != 7;
  }

  // Returns the byte at `offset` of those that are left; 0, which any type may be, beyond their end: the reader says that.
  std::uint8_t Peek(std::size_t offset) {
    if (offset >= buffer_.available_read()) return 0;
    auto size = static_cast<std::uint32_t>(offset + 1);
    return buffer_.borrow(nullptr, &size)[offset];
  }

  // Returns the type of the message that begins here. It is a byte of a version, or comes after the name.
  std::uint8_t MessageType() {
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < 4; ++i) first = first << 8 | Peek(i);
    const bool has_version = first > std::numeric_limits<std::int32_t>::max();
    return Peek(has_version ? 3 : std::size_t{4} + first);
  }

  // Thrift asks these when it has read a length. It would take a struct, or nothing, for none of the bytes that are left, of which
  // what we read has one at least; and multiply in an int.
  void checkReadBytesAvailable(apache::thrift::protocol::TList& list) override { Take(list.size_); }
  void checkReadBytesAvailable(apache::thrift::protocol::TSet& set) override { Take(set.size_); }
  void checkReadBytesAvailable(apache::thrift::protocol::TMap& map) override { Take(map.size_); }

  void Take(int size) {
    const auto items = static_cast<std::size_t>(size);  // Thrift refuses negative ones before
    if (items > buffer_.available_read()) {
      throw Exception(Exception::SIZE_LIMIT, "a list is longer than the bytes that are left");
    }
    if (items > left_) throw ThriftTooLarge();
    left_ -= items;
  }

  std::size_t left_;
  Buffer& buffer_;
};

}  // namespace tracebridge::tail
