// Why a header of fields, one behind the other, is malformed: identifiers, flags, decisions.
//
// Each function gets a value without white space around it and returns what is wrong, or nothing. What a propagator reads
// though its specification would not let it (ids of fewer digits, `%3A` for `:`) is not wrong.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tracebridge::headers {

std::optional<std::string> WhyNoTraceparent(std::string_view value);
std::optional<std::string> WhyNoUberTraceId(std::string_view value);
std::optional<std::string> WhyNoB3(std::string_view value);
std::optional<std::string> WhyNoB3Sampled(std::string_view value);
std::optional<std::string> WhyNoCloudTrace(std::string_view value);

// Of headers that hold one field: hexadecimal ids, a decimal id, Go's words for a bool, Datadog's priority.
std::optional<std::string> WhyNoTraceId(std::string_view value);
std::optional<std::string> WhyNoSpanId(std::string_view value);
std::optional<std::string> WhyNoDecimal(std::string_view value);
std::optional<std::string> WhyNoBool(std::string_view value);
std::optional<std::string> WhyNoPriority(std::string_view value);

}  // namespace tracebridge::headers
