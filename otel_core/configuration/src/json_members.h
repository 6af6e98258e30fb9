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
#include <vector>

#include "tracebridge/expected.h"

namespace tracebridge::core {

struct JsonMember {
  std::string name;
  std::size_t line;  // of the name; the first is 1
  nlohmann::json value;
};

// Returns `error`, told with where it is: `line 2, "service_name": ...`.
Error At(const JsonMember& member, const Error& error);

// Returns what nlohmann says, for people, and without the text that it read last; `line` is where it was.
Error MalformedJson(const nlohmann::json::exception& exception, std::size_t line);

// Returns the members of `text` in its order. Fails on what is no JSON object, and on a name that stands twice in one
// object.
Expected<std::vector<JsonMember>> ParseMembers(std::string_view text);

}  // namespace tracebridge::core
