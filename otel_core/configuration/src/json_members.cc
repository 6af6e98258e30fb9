#include "otel_core/configuration/src/json_members.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "otel_core/configuration/src/line_counter.h"

namespace tracebridge::core {
namespace {

using nlohmann::json;

// Returns what nlohmann says without the text that it read last, which may be half a password.
//
//   invalid string: missing closing quote; last read: '"s3cr3t'  ->  invalid string: missing closing quote
//   number overflow parsing '1e400'                              ->  number overflow
std::string_view WithoutWhatWasRead(std::string_view what) {
  for (const std::string_view before : {"; last read: '", " parsing '"}) {
    what = what.substr(0, what.find(before));
  }
  return what;
}

Error Repeated(const JsonMember& member, const std::string& name) {
  const std::string what = member.name == name ? "stands" : "has \"" + name + "\"";
  return At(member, {ErrorCode::kRepeatedSetting, what + " twice"});
}

}  // namespace

// `[json.exception.parse_error.101] parse error at line 2, column 5: syntax error ...`, or without a place.
Error MalformedJson(const json::exception& exception, std::size_t line) {
  const std::string_view what = WithoutWhatWasRead(exception.what());
  constexpr std::string_view kBefore = "parse error at ";
  const auto found = what.find(kBefore);
  if (found != what.npos) {
    return {ErrorCode::kMalformedJson, std::string(what.substr(found + kBefore.size()))};
  }
  const auto name = std::min(what.find("] "), what.size() - 2);
  return {ErrorCode::kMalformedJson,
          "line " + std::to_string(line) + ": " + std::string(what.substr(name + 2))};
}

void JsonValue::Empty(json& value) noexcept {
  if (!value.is_structured() || value.empty()) return;
  for (json& item : value) Empty(item);
  value.clear();
}

Error At(const JsonMember& member, const Error& error) {
  return error.WithPrefix("line " + std::to_string(member.line) + ", \"" + member.name + "\": ");
}

Expected<std::vector<JsonMember>> ParseMembers(std::string_view text) {
  std::size_t line = 1;
  std::vector<JsonMember> members;
  std::set<std::string> names;
  std::set<std::string> inner_names;
  std::optional<Error> error;
  const auto note = [&](int depth, json::parse_event_t event, const json& parsed) {
    if (event != json::parse_event_t::key || depth > 2) return true;
    const auto& name = parsed.get_ref<const std::string&>();
    if (depth == 1) {
      members.push_back({name, line, {}});
      inner_names.clear();
    }
    std::set<std::string>& of_object = depth == 1 ? names : inner_names;
    if (!of_object.insert(name).second && !error && !members.empty()) {
      error = Repeated(members.back(), name);
    }
    return true;
  };
  try {
    JsonValue object(json::parse(LineCounter(text.data(), &line),
                                 LineCounter(text.data() + text.size(), &line), note));
    if (error) return *error;
    if (!object.is_object()) {
      return Error{ErrorCode::kMalformedJson,
                   "line 1: is " + std::string(object.type_name()) + ", not an object of settings"};
    }
    for (JsonMember& member : members) member.value = JsonValue(std::move(object[member.name]));
    return members;
  } catch (const json::exception& exception) {
    return MalformedJson(exception, line);
  }
}

}  // namespace tracebridge::core
