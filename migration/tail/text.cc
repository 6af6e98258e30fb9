#include "migration/tail/text.h"

#include <locale.h>
#include <wchar.h>

namespace tracebridge::tail {
namespace {
constexpr char32_t kReplacement = 0xfffd;

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range kUnsafe[] = {
    {0x00, 0x1f},        // C0 controls
    {0x7f, 0x9f},        // DEL and C1 controls, one of which starts an escape sequence
    {0x61c, 0x61c},      // Arabic letter mark
    {0x200b, 0x200b},    // zero-width space
    {0x200e, 0x200f},    // direction marks
    {0x2028, 0x202e},    // line and paragraph separators, direction overrides
    {0x2060, 0x206f},    // word joiner, invisible operators, direction isolates
    {0xfeff, 0xfeff},    // byte order mark
    {0xfff9, 0xfffb},    // interlinear annotations
    {0xe0000, 0xe007f},  // tags
};

std::string Escape(char32_t code_point) {
  constexpr char kDigits[] = "0123456789abcdef";
  if (code_point == '\n') return "\\n";
  if (code_point == '\r') return "\\r";
  if (code_point == '\t') return "\\t";
  const int digits = code_point <= 0xff ? 2 : code_point <= 0xffff ? 4 : 8;
  std::string text = digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
  for (int i = digits - 1; i >= 0; --i) text += kDigits[(code_point >> (4 * i)) & 15];
  return text;
}

// wcwidth() knows only the current locale's characters, so borrow one that knows all.
class Utf8Locale {
 public:
  Utf8Locale() : previous_(uselocale(Utf8())) {}
  ~Utf8Locale() { uselocale(previous_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  static locale_t Utf8() {
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return utf8;
  }

  locale_t previous_;
};

size_t WidthOf(char32_t code_point) {
  const int width = wcwidth(static_cast<wchar_t>(code_point));
  return width < 0 ? 1 : static_cast<size_t>(width);
}

}  // namespace

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

char32_t TakeCodePoint(std::string_view& text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(0);
  const size_t length = first < 0x80   ? 1
                        : first < 0xc2 ? 0
                        : first < 0xe0 ? 2
                        : first < 0xf0 ? 3
                        : first < 0xf5 ? 4
                                       : 0;
  char32_t code_point = length == 1 ? first : first & (0x7fU >> length);
  bool valid = length != 0 && length <= text.size();
  for (size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xc0) == 0x80;
    code_point = code_point << 6 | (byte(i) & 0x3fU);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  valid = valid && code_point >= kSmallest[length] && code_point <= 0x10ffff &&
          (code_point < 0xd800 || code_point > 0xdfff);
  text.remove_prefix(valid ? length : 1);
  return valid ? code_point : kReplacement;
}

std::string ToUtf8(char32_t code_point) {
  const auto tail = [&](int shift) {
    return static_cast<char>(0x80 | ((code_point >> shift) & 63));
  };
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  if (code_point < 0x800) return {static_cast<char>(0xc0 | code_point >> 6), tail(0)};
  if (code_point < 0x10000) {
    return {static_cast<char>(0xe0 | code_point >> 12), tail(6), tail(0)};
  }
  return {static_cast<char>(0xf0 | code_point >> 18), tail(12), tail(6), tail(0)};
}

bool IsUnsafe(char32_t code_point) {
  for (const Range& range : kUnsafe) {
    if (code_point >= range.first && code_point <= range.last) return true;
  }
  return false;
}

std::string TerminalText(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const char32_t code_point = TakeCodePoint(text);
    safe += IsUnsafe(code_point) ? Escape(code_point) : ToUtf8(code_point);
  }
  return safe;
}

std::string HtmlText(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const char32_t code_point = TakeCodePoint(text);
    switch (code_point) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      case '\n':
      case '\t':
        html += static_cast<char>(code_point);
        break;
      default:
        html += IsUnsafe(code_point) ? Escape(code_point) : ToUtf8(code_point);
    }
  }
  return html;
}

std::string Cut(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  size_t end = max_bytes;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "… (cut)";
}

size_t DisplayWidth(std::string_view text) {
  const Utf8Locale utf8;
  size_t width = 0;
  while (!text.empty()) width += WidthOf(TakeCodePoint(text));
  return width;
}

std::string FitColumns(std::string_view text, size_t columns) {
  const size_t width = DisplayWidth(text);
  if (width <= columns) return std::string(text) + std::string(columns - width, ' ');
  if (columns == 0) return {};

  const Utf8Locale utf8;
  std::string fitted;
  size_t used = 0;
  while (!text.empty()) {
    const char32_t code_point = TakeCodePoint(text);
    const size_t next = WidthOf(code_point);
    if (used + next > columns - 1) break;
    fitted += ToUtf8(code_point);
    used += next;
  }
  return fitted + "…" + std::string(columns - 1 - used, ' ');
}

}  // namespace tracebridge::tail
