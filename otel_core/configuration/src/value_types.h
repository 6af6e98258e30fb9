// How a setting of each type is read from text, written as text, and called in the documentation.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "otel_core/configuration/src/enum_names.h"
#include "otel_core/sdk/src/common/key_value_list.h"
#include "otel_core/sdk/src/common/text.h"
#include "tracebridge/sdk_options.h"

namespace tracebridge::core {

// Each overload sets `*value` when it understood the text, and returns what it did not understand;
// of a list it takes the items that it knows.
using Complaints = std::vector<Error>;

Complaints Parse(std::string_view text, std::optional<bool>* value);
Complaints Parse(std::string_view text, std::optional<std::uint32_t>* value);
Complaints Parse(std::string_view text, std::optional<double>* value);
Complaints Parse(std::string_view text, std::optional<std::chrono::milliseconds>* value);
Complaints Parse(std::string_view text, std::optional<std::string>* value);
Complaints Parse(std::string_view text, std::optional<KeyValueList>* value);

std::string ToText(bool value);
std::string ToText(std::uint32_t value);
std::string ToText(double value);
std::string ToText(std::chrono::milliseconds value);
std::string ToText(const std::string& value);
std::string ToText(const KeyValueList& value);

std::string TypeName(bool);
std::string TypeName(std::uint32_t);
std::string TypeName(double);
std::string TypeName(std::chrono::milliseconds);
std::string TypeName(const std::string&);
std::string TypeName(const KeyValueList&);

Error UnknownValue(std::string_view text, const std::string& known);
Error NoneAmongOthers();

// Returns the names of all enumerators: "`a`, `b`".
template <typename Enum>
std::string KnownNames() {
  std::string names;
  for (const EnumName<Enum>& row : NamesOf(Enum{})) {
    if (!names.empty()) names += ", ";
    names += "`" + std::string(row.name) + "`";
  }
  return names;
}

template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
Complaints Parse(std::string_view text, std::optional<Enum>* value) {
  const std::string lower = Lower(Trim(text));
  for (const EnumName<Enum>& row : NamesOf(Enum{})) {
    if (row.name == lower) {
      *value = row.value;
      return {};
    }
  }
  return {UnknownValue(text, KnownNames<Enum>())};
}

template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::string ToText(Enum value) {
  for (const EnumName<Enum>& row : NamesOf(value)) {
    if (row.value == value) return std::string(row.name);
  }
  return {};
}

template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::string TypeName(Enum) {
  return "one of " + KnownNames<Enum>();
}

// A list without repetitions. `none` stands alone.
template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
Complaints Parse(std::string_view text, std::optional<std::vector<Enum>>* value) {
  Complaints complaints;
  std::vector<Enum> list;
  const auto has = [&list](Enum item) {
    return std::find(list.begin(), list.end(), item) != list.end();
  };
  for (const std::string_view part : SplitList(text)) {
    std::optional<Enum> item;
    Complaints of_item = Parse(part, &item);
    complaints.insert(complaints.end(), of_item.begin(), of_item.end());
    if (item && !has(*item)) list.push_back(*item);
  }
  if (list.size() > 1 && has(Enum::kNone)) {
    list.erase(std::find(list.begin(), list.end(), Enum::kNone));
    complaints.push_back(NoneAmongOthers());
  }
  if (!list.empty()) *value = std::move(list);
  return complaints;
}

template <typename Enum>
std::string ToText(const std::vector<Enum>& value) {
  std::string text;
  for (const Enum item : value) text += (text.empty() ? "" : ",") + ToText(item);
  return text;
}

template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::string TypeName(const std::vector<Enum>&) {
  return "list of " + KnownNames<Enum>();
}

}  // namespace tracebridge::core
