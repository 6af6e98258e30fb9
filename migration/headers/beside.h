// Why a well-formed header says nothing: what is not there beside it, or counts in its place.
//
//   tracestate: a=1            without traceparent
//   x-b3-traceid: 463ac35c     without x-b3-spanid
//   ot-baggage-user: 42        without the ids of a format that has such baggage
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "migration/headers/header_text.h"

namespace tracebridge::headers {

// Returns what is missing beside the header `name` (in lower case) of `carrier`, or nothing.
std::optional<std::string> WhatIsMissing(std::string_view name, const Carrier& carrier);

// Whether propagators do not look at the header `name`, for another header of its format counts.
bool IsOverruled(std::string_view name, const Carrier& carrier);

}  // namespace tracebridge::headers
