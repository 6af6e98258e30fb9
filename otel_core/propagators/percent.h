// Percent-encoding of header values.
//
//   `São Paulo` <-> `S%C3%A3o%20Paulo`
//   `100%`       -> `100%`               read: half an escape stays as it is
//
// Source: RFC 3986, sections 2.1 and 2.3.
#pragma once

#include <string>
#include <string_view>

namespace tracebridge::propagators {

// Appends `text` with all bytes but unreserved characters (letters, digits, -._~) as escapes.
void AppendPercentEncoded(std::string_view text, std::string* to);

// Appends `text` with its escapes decoded. Returns whether all of them were well-formed; those that were not are
// appended as they are.
bool AppendPercentDecoded(std::string_view text, std::string* to);

}  // namespace tracebridge::propagators
