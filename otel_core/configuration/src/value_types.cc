#include "otel_core/configuration/src/value_types.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace tracebridge::core {
namespace {

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

Error NotANumber(std::string_view text) {
  return {ErrorCode::kInvalidNumber, Quoted(text) + " is not a number that fits"};
}

// Digits only: no sign, no unit, no hexadecimal.
template <typename Number>
Complaints ParseWhole(std::string_view text, std::optional<Number>* value) {
  const std::string_view digits = Trim(text);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return {NotANumber(text)};
  *value = Number(number);
  return {};
}

}  // namespace

// "Any value not explicitly defined here as a true value [...] MUST be interpreted as false": as is
// the default of every such setting.
Complaints Parse(std::string_view text, std::optional<bool>* value) {
  const std::string lower = Lower(Trim(text));
  if (lower == "true" || lower == "false") {
    *value = lower == "true";
    return {};
  }
  return {{ErrorCode::kUnknownValue,
           Quoted(text) + " is neither \"true\" nor \"false\", and taken as false"}};
}

Complaints Parse(std::string_view text, std::optional<std::uint32_t>* value) {
  return ParseWhole(text, value);
}

Complaints Parse(std::string_view text, std::optional<std::chrono::milliseconds>* value) {
  return ParseWhole(text, value);
}

Complaints Parse(std::string_view text, std::optional<double>* value) {
  const std::string_view digits = Trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(number)) {
    return {NotANumber(text)};
  }
  *value = number;
  return {};
}

Complaints Parse(std::string_view text, std::optional<std::string>* value) {
  *value = std::string(text);
  return {};
}

Complaints Parse(std::string_view text, std::optional<KeyValueList>* value) {
  Expected<KeyValueList> list = ParseKeyValueList(text);
  if (!list) return {list.error()};
  *value = *std::move(list);
  return {};
}

std::string ToText(bool value) { return value ? "true" : "false"; }

std::string ToText(std::uint32_t value) {
  return value == kNoLimit ? "no limit" : std::to_string(value);
}

std::string ToText(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

std::string ToText(std::chrono::milliseconds value) { return std::to_string(value.count()); }

std::string ToText(const std::string& value) { return value; }

std::string ToText(const KeyValueList& value) {
  std::string text;
  for (const auto& [key, item] : value) text += (text.empty() ? "" : ",") + key + "=" + item;
  return text;
}

std::string TypeName(bool) { return "`true` or `false`"; }
std::string TypeName(std::uint32_t) { return "whole number"; }
std::string TypeName(double) { return "number"; }
std::string TypeName(std::chrono::milliseconds) { return "duration"; }
std::string TypeName(const std::string&) { return "text"; }
std::string TypeName(const KeyValueList&) { return "list of pairs"; }

Error UnknownValue(std::string_view text, const std::string& known) {
  return {ErrorCode::kUnknownValue, Quoted(text) + " is not known; known are " + known};
}

Error NoneAmongOthers() {
  return {ErrorCode::kUnknownValue, "\"none\" means nothing in a list with others"};
}

}  // namespace tracebridge::core
