// Base64 with padding (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace tracebridge::opentracing_mocktracer {

std::string EncodeBase64(std::string_view bytes);

// Returns the bytes, or an empty string for text that no encoder writes: a length that is not a
// multiple of 4, a character outside the alphabet, padding elsewhere, bits set past the end.
std::string DecodeBase64(std::string_view text);

}  // namespace tracebridge::opentracing_mocktracer
