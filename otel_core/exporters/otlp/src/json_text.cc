#include "otel_core/exporters/otlp/src/json_text.h"

#include <charconv>
#include <cmath>

namespace tracebridge::otlp {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr char kBase64Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

template <typename Number>
void AppendNumber(Number value, std::string* out) {
  char text[32];  // the longest double has 24 characters
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  out->append(text, static_cast<std::size_t>(end - text));
}

// The escape after the backslash, or 0.
char ShortEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

bool NeedsEscape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '\x7f';
}

}  // namespace

void AppendQuoted(std::string_view text, std::string* out) {
  out->push_back('"');
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!NeedsEscape(text[i])) continue;
    out->append(text, copied, i - copied);
    copied = i + 1;
    out->push_back('\\');
    if (const char escape = ShortEscape(text[i])) {
      out->push_back(escape);
    } else {
      const auto byte = static_cast<unsigned char>(text[i]);
      out->append("u00");
      out->push_back(kHexDigits[byte >> 4]);
      out->push_back(kHexDigits[byte & 15]);
    }
  }
  out->append(text, copied, text.size() - copied);
  out->push_back('"');
}

void AppendDouble(double value, std::string* out) {
  if (std::isnan(value)) {
    out->append("\"NaN\"");
  } else if (std::isinf(value)) {
    out->append(value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
  } else {
    AppendNumber(value, out);
  }
}

void AppendInteger(std::int64_t value, std::string* out) {
  out->push_back('"');
  AppendNumber(value, out);
  out->push_back('"');
}

void AppendInteger(std::uint64_t value, std::string* out) {
  out->push_back('"');
  AppendNumber(value, out);
  out->push_back('"');
}

void AppendHex(const std::uint8_t* bytes, std::size_t size, std::string* out) {
  out->push_back('"');
  const std::size_t begin = out->size();
  out->resize(begin + 2 * size);
  char* digits = out->data() + begin;
  for (std::size_t i = 0; i < size; ++i) {
    *digits++ = kHexDigits[bytes[i] >> 4];
    *digits++ = kHexDigits[bytes[i] & 15];
  }
  out->push_back('"');
}

void AppendBase64(std::string_view bytes, std::string* out) {
  out->push_back('"');
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t size = bytes.size() - i < 3 ? bytes.size() - i : 3;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < size ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    for (std::size_t digit = 0; digit < 4; ++digit) {
      out->push_back(digit <= size ? kBase64Digits[group >> (18 - 6 * digit) & 63] : '=');
    }
  }
  out->push_back('"');
}

}  // namespace tracebridge::otlp
