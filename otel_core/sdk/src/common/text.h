// Small questions that settings ask of text. ASCII only, whatever the locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tracebridge::core {

// Returns `text` without the spaces and tabs around it.
std::string_view Trim(std::string_view text);

// Returns `text` with A-Z made a-z.
std::string Lower(std::string_view text);

// Returns the trimmed parts of `text` between commas, without the empty ones.
std::vector<std::string_view> SplitList(std::string_view text);

// Returns the value of a hexadecimal digit, or -1.
int HexDigit(char c);

}  // namespace tracebridge::core
