// The name that someone meant who wrote another.
//
//   otlp_endpont  ->  otlp_endpoint
//   colour        ->  (none)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tracebridge::core {

// Returns the one of `names` that `text` needs the fewest single-character edits to become; "" when that is more than a third
// of its characters.
std::string NearestName(std::string_view text, const std::vector<std::string_view>& names);

}  // namespace tracebridge::core
