// A report, for people and for scripts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "migration/headers/report.h"

namespace tracebridge::headers {

using Encoded = std::vector<std::pair<std::string, std::vector<Header>>>;

// Returns a table, a row a format, safe for terminals; then `encoded`, ready to be copied.
std::string ToText(const Report& report, const Encoded& encoded);

// Returns the same as one JSON object.
std::string ToJson(const Report& report, const Encoded& encoded);

}  // namespace tracebridge::headers
