// Attributes as one line of text, for comparisons that show the difference by themselves.
//
//   {http.method: "GET", retries: 3, load: 0.75, ok: true}
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/variant.h"

namespace tracebridge::test {

struct AttributeText {
  std::string operator()(bool x) const { return x ? "true" : "false"; }
  std::string operator()(int32_t x) const { return std::to_string(x); }
  std::string operator()(int64_t x) const { return std::to_string(x); }
  std::string operator()(uint32_t x) const { return std::to_string(x); }
  std::string operator()(uint64_t x) const { return std::to_string(x) + "u"; }
  std::string operator()(double x) const {
    char digits[32];
    return std::string(digits, std::to_chars(digits, digits + sizeof digits, x).ptr);
  }
  std::string operator()(const char* x) const { return '"' + std::string(x) + '"'; }
  std::string operator()(opentelemetry::nostd::string_view x) const {
    return '"' + std::string(x.data(), x.size()) + '"';
  }
  template <class T>
  std::string operator()(opentelemetry::nostd::span<T> array) const {
    std::string text;
    for (const auto& element : array) {
      if (!text.empty()) text += ", ";
      if constexpr (std::is_same_v<T, const uint8_t>) {
        text += std::to_string(element);
      } else {
        text += (*this)(element);
      }
    }
    return "[" + text + "]";
  }
};

inline std::string Text(const opentelemetry::common::AttributeValue& value) {
  return opentelemetry::nostd::visit(AttributeText{}, value);
}

inline std::string Text(const opentelemetry::common::KeyValueIterable& attributes) {
  std::string text;
  attributes.ForEachKeyValue(
      [&](opentelemetry::nostd::string_view key, opentelemetry::common::AttributeValue value) {
        if (!text.empty()) text += ", ";
        text.append(key.data(), key.size()).append(": ").append(Text(value));
        return true;
      });
  return "{" + text + "}";
}

}  // namespace tracebridge::test
