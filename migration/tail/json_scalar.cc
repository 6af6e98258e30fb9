#include "migration/tail/json_scalar.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace tracebridge::tail {
namespace {
struct NamedDouble {
  std::string_view name;
  double value;
};

constexpr NamedDouble kNamedDoubles[] = {
    {"NaN", std::numeric_limits<double>::quiet_NaN()},
    {"Infinity", std::numeric_limits<double>::infinity()},
    {"-Infinity", -std::numeric_limits<double>::infinity()},
};

template <class Number>
std::optional<Number> FromText(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || parsed != end) return std::nullopt;
  return number;
}

// [low, high): both are exact doubles, so the cast cannot overflow.
template <class Integer>
std::optional<Integer> FromDouble(double number, double low, double high) {
  if (!(number >= low && number < high) || std::trunc(number) != number) return std::nullopt;
  return static_cast<Integer>(number);
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

template <class Id>
Id IdFromHex(std::string_view text) {
  Id id{};
  if (text.size() != 2 * id.size()) return id;
  for (size_t i = 0; i < id.size(); ++i) {
    const int high = HexDigit(text[2 * i]);
    const int low = HexDigit(text[2 * i + 1]);
    if (high < 0 || low < 0) return Id{};
    id[i] = static_cast<uint8_t>(high * 16 + low);
  }
  return id;
}

int Base64Digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

// Returns the code unit of the escape at `at`, if there is one: `\uXXXX`.
std::optional<unsigned> CodeUnit(std::string_view json, size_t at) {
  if (json.size() < at + 6 || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const int digit = HexDigit(json[i]);
    if (digit < 0) return std::nullopt;
    unit = unit * 16 + static_cast<unsigned>(digit);
  }
  return unit;
}

}  // namespace

std::optional<uint64_t> ToUint64(const JsonScalar& scalar) {
  if (const auto* number = std::get_if<uint64_t>(&scalar)) return *number;
  if (const auto* number = std::get_if<int64_t>(&scalar)) {
    return *number < 0 ? std::nullopt : std::optional<uint64_t>(static_cast<uint64_t>(*number));
  }
  if (const auto* number = std::get_if<double>(&scalar)) {
    return FromDouble<uint64_t>(*number, 0, 0x1p64);
  }
  if (const auto* text = std::get_if<std::string>(&scalar)) return FromText<uint64_t>(*text);
  return std::nullopt;
}

std::optional<int64_t> ToInt64(const JsonScalar& scalar) {
  if (const auto* number = std::get_if<int64_t>(&scalar)) return *number;
  if (const auto* number = std::get_if<uint64_t>(&scalar)) {
    if (*number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) return std::nullopt;
    return static_cast<int64_t>(*number);
  }
  if (const auto* number = std::get_if<double>(&scalar)) {
    return FromDouble<int64_t>(*number, -0x1p63, 0x1p63);
  }
  if (const auto* text = std::get_if<std::string>(&scalar)) return FromText<int64_t>(*text);
  return std::nullopt;
}

std::optional<double> ToDouble(const JsonScalar& scalar) {
  if (const auto* number = std::get_if<double>(&scalar)) return *number;
  if (const auto* number = std::get_if<int64_t>(&scalar)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<uint64_t>(&scalar)) return static_cast<double>(*number);
  if (const auto* text = std::get_if<std::string>(&scalar)) {
    for (const NamedDouble& row : kNamedDoubles) {
      if (row.name == *text) return row.value;
    }
    const std::optional<double> number = FromText<double>(*text);
    if (number && std::isfinite(*number)) return number;  // not from_chars' own `inf` and `nan`
  }
  return std::nullopt;
}

std::optional<std::string> FromBase64(std::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const int digit = Base64Digit(c);
    if (digit < 0) return std::nullopt;
    buffer = (buffer << 6 | static_cast<unsigned>(digit)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(buffer >> bits & 0xff);
    }
  }
  return bytes;
}

TraceId TraceIdFromHex(std::string_view text) { return IdFromHex<TraceId>(text); }
SpanId SpanIdFromHex(std::string_view text) { return IdFromHex<SpanId>(text); }

void ReplaceLoneSurrogates(std::string& json) {
  for (size_t at = json.find('\\'); at != json.npos; at = json.find('\\', at)) {
    const std::optional<unsigned> unit = CodeUnit(json, at);
    if (!unit) {
      at += 2;  // another escape: skip what it escapes, too
      continue;
    }
    if (*unit >= 0xd800 && *unit <= 0xdfff) {
      const std::optional<unsigned> next = CodeUnit(json, at + 6);
      if (*unit <= 0xdbff && next && *next >= 0xdc00 && *next <= 0xdfff) {
        at += 12;
        continue;
      }
      json.replace(at + 2, 4, "fffd");
    }
    at += 6;
  }
}

}  // namespace tracebridge::tail
