// Patterns in which `*` is any text, also none, and `?` any one character.
//
//   http.*.duration   http.server.duration
//   queue?            queue1
//
// Source: OpenTelemetry specification 1.60.0, metrics/sdk.md, "Instrument selection criteria".
#pragma once

#include <string_view>

namespace tracebridge::sdk {

// Returns whether `pattern` describes the whole of `text`. Never slower than the product of the two lengths.
bool MatchesWildcard(std::string_view pattern, std::string_view text) noexcept;

}  // namespace tracebridge::sdk
