// The forms of a list of members, tracestate or baggage: which characters stand raw where. What we write must be what a peer
// was seen to read.
//
//   a.b=c%20d;p=1,k=v   ->   `,`  `;`  `key .`  `key a`  `value %XX`  `value a`
#pragma once

#include <cctype>
#include <cstddef>
#include <set>
#include <string>

namespace tracebridge::test {

// Letters and digits are `a`; of an escape the case of its digits is a form.
inline std::string CharacterForm(const std::string& text, std::size_t* at) {
  const auto is_hex = [&](std::size_t i) {
    return i < text.size() && std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
  };
  const char c = text[*at];
  if (c == '%' && is_hex(*at + 1) && is_hex(*at + 2)) {
    *at += 2;
    const bool is_lower = std::islower(static_cast<unsigned char>(text[*at - 1])) != 0 ||
                          std::islower(static_cast<unsigned char>(text[*at])) != 0;
    return is_lower ? "%xx" : "%XX";
  }
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ? "a" : std::string(1, c);
}

// `metadata_separator`: what ends a value, after which anything goes; 0 for none.
inline std::set<std::string> ListForms(const std::string& header, char metadata_separator) {
  enum { kKey, kValue, kMetadata } part = kKey;
  std::set<std::string> forms;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const char c = header[i];
    if (c == ',') {
      forms.insert(",");
      part = kKey;
    } else if (c == '=' && part == kKey) {
      part = kValue;
    } else if (c == metadata_separator && part == kValue) {
      forms.insert(std::string(1, c));
      part = kMetadata;
    } else if (part != kMetadata) {
      forms.insert((part == kKey ? "key " : "value ") + CharacterForm(header, &i));
    }
  }
  return forms;
}

}  // namespace tracebridge::test
