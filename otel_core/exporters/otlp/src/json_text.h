// Values as JSON text, appended to a string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tracebridge::otlp {

// `text` is valid UTF-8. Quotes, backslashes and control characters are escaped.
void AppendQuoted(std::string_view text, std::string* out);

// The shortest digits that read back as the same number; "NaN", "Infinity", "-Infinity" in quotes.
void AppendDouble(double value, std::string* out);

// A 64-bit integer, in quotes.
void AppendInteger(std::int64_t value, std::string* out);
void AppendInteger(std::uint64_t value, std::string* out);

// Lower-case hexadecimal, in quotes.
void AppendHex(const std::uint8_t* bytes, std::size_t size, std::string* out);

// Base64 with padding, in quotes.
void AppendBase64(std::string_view bytes, std::string* out);

}  // namespace tracebridge::otlp
