// A JSON object as the list of its members, with the lines that they are on.
//
//   {
//     "service_name": "edge",     ->  {"service_name", line 2, "edge"}
//     "propagators": ["b3"]       ->  {"propagators", line 3, ["b3"]}
//   }
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tracebridge/expected.h"

namespace tracebridge::core {

// A value that needs no memory to be destroyed: nlohmann's allocates for what it contains, and ends the program when it cannot.
class JsonValue : public nlohmann::json {
 public:
  JsonValue() = default;
  explicit JsonValue(nlohmann::json value) noexcept : nlohmann::json(std::move(value)) {}
  JsonValue(const JsonValue&) = default;
  JsonValue(JsonValue&&) = default;
  JsonValue& operator=(const JsonValue&) = default;
  JsonValue& operator=(JsonValue&&) = default;
  ~JsonValue() { Empty(*this); }

 private:
  // From the leaves, so that no container holds one when it goes.
  static void Empty(nlohmann::json& value) noexcept;
};

struct JsonMember {
  std::string name;
  std::size_t line;  // of the name; the first is 1
  JsonValue value;
};

// Returns `error`, told with where it is: `line 2, "service_name": ...`.
Error At(const JsonMember& member, const Error& error);

// Returns what nlohmann says, for people, and without the text that it read last; `line` is where it was.
Error MalformedJson(const nlohmann::json::exception& exception, std::size_t line);

// Returns the members of `text` in its order. Fails on what is no JSON object, and on a name that stands twice in one
// object.
Expected<std::vector<JsonMember>> ParseMembers(std::string_view text);

}  // namespace tracebridge::core
