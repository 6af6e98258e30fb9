// Base64 with the usual alphabet.
//
// Source: RFC 4648, section 4.
#pragma once

#include <string>
#include <string_view>

namespace tracebridge::propagators {

void AppendBase64(std::string_view bytes, std::string* to);

// Replaces `*bytes` with what `text` stands for. Returns false if it is malformed; padding may be left out.
bool DecodeBase64(std::string_view text, std::string* bytes);

}  // namespace tracebridge::propagators
