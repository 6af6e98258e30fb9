#include "otel_core/configuration/src/json_values.h"

namespace tracebridge::core {
namespace {

using nlohmann::json;

template <typename T>
std::optional<Error> Number(const json& value, std::optional<T>* read) {
  if (value.is_string()) return FromText(value.get_ref<const std::string&>(), read);
  if (!value.is_number()) return WrongType(value, "a number");
  return FromText(value.dump(), read);
}

}  // namespace

Error WrongType(const json& value, const char* wanted) {
  return {ErrorCode::kWrongType, std::string("is ") + value.type_name() + ", not " + wanted};
}

// Not as in a variable, where all that is not "true" is false.
std::optional<Error> FromJson(const json& value, std::optional<bool>* read) {
  if (value.is_boolean()) {
    *read = value.get<bool>();
    return std::nullopt;
  }
  if (!value.is_string()) return WrongType(value, "true or false");
  const auto& text = value.get_ref<const std::string&>();
  if (Parse(text, read).empty()) return std::nullopt;
  return Error{ErrorCode::kUnknownValue, "\"" + text + "\" is neither \"true\" nor \"false\""};
}

std::optional<Error> FromJson(const json& value, std::optional<std::uint32_t>* read) {
  return Number(value, read);
}

std::optional<Error> FromJson(const json& value, std::optional<double>* read) {
  return Number(value, read);
}

std::optional<Error> FromJson(const json& value, std::optional<std::chrono::milliseconds>* read) {
  return Number(value, read);
}

std::optional<Error> FromJson(const json& value, std::optional<std::string>* read) {
  if (!value.is_string()) return WrongType(value, "text");
  *read = value.get<std::string>();
  return std::nullopt;
}

std::optional<Error> FromJson(const json& value, std::optional<KeyValueList>* read) {
  if (value.is_string()) return FromText(value.get_ref<const std::string&>(), read);
  if (!value.is_object()) return WrongType(value, "an object of texts");
  KeyValueList list;
  for (const auto& [key, item] : value.items()) {
    if (key.empty()) return Error{ErrorCode::kMalformedList, "has a member without a name"};
    if (!item.is_string()) {
      const Error error = WrongType(item, "text");
      return Error{error.code, "\"" + key + "\" " + error.message};
    }
    list.emplace_back(key, item.get<std::string>());
  }
  *read = std::move(list);
  return std::nullopt;
}

}  // namespace tracebridge::core
