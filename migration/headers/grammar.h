// Why a propagation header is malformed, in words.
//
//   traceparent: 00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01
//     ->  "the trace id has 31 hex digits, not 32"
//
// Also why a part of it, such as a member of a list, is left out. A propagator says nothing of a header that it ignores; this
// looks at it again, slowly, for a person.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tracebridge::headers {

// Returns what is wrong with the header `name` (in lower case), or nothing: it is well formed, or its grammar is not
// known here.
std::optional<std::string> WhyMalformed(std::string_view name, std::string_view value);

// Returns the key of the item of baggage that the header `name` (in lower case) is, or nothing: it is none.
std::optional<std::string_view> ItemKey(std::string_view name);

}  // namespace tracebridge::headers
