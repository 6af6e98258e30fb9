// Why a binary header, in base64, is malformed.
//
// Each function gets a value without white space around it and returns what is wrong, or nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tracebridge::headers {

std::optional<std::string> WhyNoGrpcTrace(std::string_view value);
std::optional<std::string> WhyNoGrpcTags(std::string_view value);
std::optional<std::string> WhyNoLightStepContext(std::string_view value);

}  // namespace tracebridge::headers
