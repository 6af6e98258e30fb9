// Small things about text that several files need.
#pragma once

#include <string>
#include <string_view>

namespace tracebridge::tail {

// Returns `text` without leading and trailing spaces and tabs.
std::string_view Trim(std::string_view text);

// Returns `text` with A-Z in lower case, whatever the locale.
std::string AsciiLower(std::string_view text);

// Returns the first code point of `text` and removes it; U+FFFD for each byte that is not UTF-8.
// `text` must not be empty.
char32_t TakeCodePoint(std::string_view& text);

// Returns `code_point` in UTF-8.
std::string ToUtf8(char32_t code_point);

// Returns whether a code point acts instead of showing: control characters, and those that reorder
// or end a line (U+2028, U+202E ...), with which a name could pretend to be something else.
bool IsUnsafe(char32_t code_point);

// Returns `text` as UTF-8 that a terminal only shows: unsafe code points appear as `\n`, `\x1b`,
// `\u202e`, bytes that are not UTF-8 as U+FFFD.
std::string TerminalText(std::string_view text);

// Returns `text` for the content or a quoted attribute value of an HTML page. Newlines and tabs
// stay; other unsafe code points appear as in TerminalText.
std::string HtmlText(std::string_view text);

// Returns `text`, or its first `max_bytes` or fewer (no character is cut in two) and `… (cut)`.
std::string Cut(std::string_view text, size_t max_bytes);

// Returns how many terminal columns `text` takes; it must come from TerminalText.
size_t DisplayWidth(std::string_view text);

// Returns `text` cut to `columns`, the last of which is then an ellipsis; and filled up with
// spaces.
std::string FitColumns(std::string_view text, size_t columns);

}  // namespace tracebridge::tail
