// How a setting of each type is read from a JSON value. Text is read as from an environment variable.
//
//   true or false    true, "true"
//   number           250, 0.5, "250"
//   text             "edge"
//   one word         "gzip"
//   list of words    ["b3", "jaeger"], "b3,jaeger"
//   list of pairs    {"team": "web", "tier": "1"}, "team=web,tier=1"
#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "otel_core/configuration/src/value_types.h"

namespace tracebridge::core {

// Returns the error of a value that is not `wanted`.
Error WrongType(const nlohmann::json& value, const char* wanted);

// Each overload sets `*read`, or returns what is wrong.
std::optional<Error> FromJson(const nlohmann::json& value, std::optional<bool>* read);
std::optional<Error> FromJson(const nlohmann::json& value, std::optional<std::uint32_t>* read);
std::optional<Error> FromJson(const nlohmann::json& value, std::optional<double>* read);
std::optional<Error> FromJson(const nlohmann::json& value,
                              std::optional<std::chrono::milliseconds>* read);
std::optional<Error> FromJson(const nlohmann::json& value, std::optional<std::string>* read);
std::optional<Error> FromJson(const nlohmann::json& value, std::optional<KeyValueList>* read);

// Reads text, of which nothing may be wrong.
template <typename T>
std::optional<Error> FromText(const std::string& text, std::optional<T>* read) {
  const Complaints complaints = Parse(text, read);
  if (!complaints.empty()) return complaints.front();
  if (!*read) return Error{ErrorCode::kMalformedList, "names nothing"};
  return std::nullopt;
}

template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::optional<Error> FromJson(const nlohmann::json& value, std::optional<Enum>* read) {
  if (!value.is_string()) return WrongType(value, "text");
  return FromText(value.get_ref<const std::string&>(), read);
}

template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::optional<Error> FromJson(const nlohmann::json& value, std::optional<std::vector<Enum>>* read) {
  if (value.is_string()) return FromText(value.get_ref<const std::string&>(), read);
  if (!value.is_array()) return WrongType(value, "an array of texts");
  std::string list;
  for (const nlohmann::json& item : value) {
    if (!item.is_string()) return WrongType(item, "an array of texts");
    list += item.get_ref<const std::string&>() + ",";
  }
  return FromText(list, read);
}

}  // namespace tracebridge::core
