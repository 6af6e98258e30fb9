// Base64 of binary headers in carriers that hold text.
//
//   00 00 4b f9  <->  "AABL+Q"     written without padding; read with it or without
//
// Source: RFC 4648, section 4; gRPC over HTTP/2, "Requests": "Implementations MUST accept padded and un-padded values
// and should emit un-padded values."
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tracebridge::propagators {

// Characters that `bytes` become, and most bytes that `characters` can be.
constexpr std::size_t Base64Size(std::size_t bytes) { return (4 * bytes + 2) / 3; }
constexpr std::size_t MaxBytesOfBase64(std::size_t characters) { return characters * 3 / 4; }

// Writes Base64Size(size) characters to `text`.
void WriteBase64(const std::uint8_t* bytes, std::size_t size, char* text) noexcept;

// Returns whether all of `text` is base64; if so, `*size` becomes the number of bytes written to `bytes`, which has
// room for MaxBytesOfBase64(text.size()).
bool ReadBase64(std::string_view text, std::uint8_t* bytes, std::size_t* size) noexcept;

// The same for text that grows, with padding.
void AppendBase64(std::string_view bytes, std::string* to);

// Replaces `*bytes` with what `text` stands for. Returns false if it is malformed; padding may be left out.
bool DecodeBase64(std::string_view text, std::string* bytes);

}  // namespace tracebridge::propagators
