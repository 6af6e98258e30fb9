// Header values that are sent as they are, but for bytes that no header may hold.
//
//   `a,b;c=d e`  <-> `a,b;c=d e`
//   `100%`       <-> `100%`
//   `São Paulo`  <-> `S%C3%A3o Paulo`       a value with such a byte has them and its `%` as escapes
//   ` a`         <-> `%20a`                 a space at an end is one: carriers cut it off
//   `a%20b`      <-  `a%20b`                no value was ever sent like this, so it is no escape
//
// The formats that send values raw have no escapes. Peers therefore see ours undecoded; a value that we would have sent so is
// decoded.
#pragma once

#include <string>
#include <string_view>

namespace tracebridge::propagators {

// Appends what a header may hold of `value`: printable ASCII.
void AppendPlain(std::string_view value, std::string* to);

// Appends the value that `text` stands for.
void AppendFromPlain(std::string_view text, std::string* to);

}  // namespace tracebridge::propagators
