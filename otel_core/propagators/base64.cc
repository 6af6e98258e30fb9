#include "otel_core/propagators/base64.h"

#include <array>

namespace tracebridge::propagators {
namespace {

constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNotADigit = 0xc0;  // no digit has a bit of the upper two

constexpr std::array<std::uint8_t, 256> Values() {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = kNotADigit;
  for (std::uint8_t i = 0; i < 64; ++i) values[static_cast<unsigned char>(kDigits[i])] = i;
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = Values();

std::string_view WithoutPadding(std::string_view text) {
  if (text.size() % 4 != 0) return text;
  for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  return text;
}

}  // namespace

void WriteBase64(const std::uint8_t* bytes, std::size_t size, char* text) noexcept {
  unsigned bits = 0;
  unsigned count = 0;
  for (std::size_t i = 0; i < size; ++i) {
    bits = (bits << 8) | bytes[i];
    for (count += 8; count >= 6; count -= 6) *text++ = kDigits[(bits >> (count - 6)) & 0x3f];
  }
  if (count != 0) *text = kDigits[(bits << (6 - count)) & 0x3f];
}

bool ReadBase64(std::string_view text, std::uint8_t* bytes, std::size_t* size) noexcept {
  const std::string_view digits = WithoutPadding(text);
  if (digits.size() % 4 == 1) return false;
  unsigned bits = 0;
  unsigned count = 0;
  unsigned seen = 0;
  std::uint8_t* to = bytes;
  for (const char c : digits) {
    const unsigned value = kValues[static_cast<unsigned char>(c)];
    seen |= value;
    bits = (bits << 6) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      *to++ = static_cast<std::uint8_t>(bits >> count);
    }
  }
  *size = static_cast<std::size_t>(to - bytes);
  return (seen & kNotADigit) == 0;
}

void AppendBase64(std::string_view bytes, std::string* to) {
  const std::size_t before = to->size();
  const std::size_t size = Base64Size(bytes.size());
  to->resize(before + size);
  WriteBase64(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
              to->data() + before);
  to->append((4 - size % 4) % 4, '=');
}

bool DecodeBase64(std::string_view text, std::string* bytes) {
  std::size_t size = 0;
  bytes->resize(MaxBytesOfBase64(text.size()));
  const bool is_good = ReadBase64(text, reinterpret_cast<std::uint8_t*>(bytes->data()), &size);
  bytes->resize(is_good ? size : 0);
  return is_good;
}

}  // namespace tracebridge::propagators
