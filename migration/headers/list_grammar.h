// Why a header that is a list, or a part of it, is not taken.
//
// Each function gets a value without white space around it and returns what is wrong with its first member that is not taken, or
// nothing. What a member is, the classes say that the propagators read with; here is why.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tracebridge::headers {

std::optional<std::string> WhyNoTraceState(std::string_view value);
std::optional<std::string> WhyNoBaggage(std::string_view value);
std::optional<std::string> WhyNoJaegerBaggage(std::string_view value);
std::optional<std::string> WhyNoXRay(std::string_view value);
std::optional<std::string> WhyNoDatadogOrigin(std::string_view value);
std::optional<std::string> WhyNoDatadogTags(std::string_view value);

// Why an item of baggage that has a header of its own is left out, or changed. `text` is the header, `value` what it stands
// for.
std::optional<std::string> WhyNoItem(std::string_view key, std::string_view text,
                                     std::string_view value);

}  // namespace tracebridge::headers
