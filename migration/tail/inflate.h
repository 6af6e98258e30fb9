// Request bodies with a Content-Encoding, decompressed up to a limit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "migration/tail/decoded.h"

namespace tracebridge::tail {

enum class ContentEncoding { kIdentity, kGzip, kDeflate };

// Returns the encoding that a Content-Encoding header names (empty and `identity`: none), or
// nothing for one that we do not read. Only one layer is read: `gzip, gzip` is nothing.
std::optional<ContentEncoding> ParseContentEncoding(std::string_view header);

// Returns `body` decompressed. Fails on data that is cut short or has anything behind its end, and
// with kTooLarge as soon as the result would exceed `max_size` bytes, holding no more than that.
// `deflate` is read with and without the zlib header, since senders disagree on what it means.
std::variant<std::string, DecodeError> Inflate(ContentEncoding encoding, std::string body,
                                               size_t max_size);

}  // namespace tracebridge::tail
