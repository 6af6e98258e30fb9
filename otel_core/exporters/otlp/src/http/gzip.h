// Compression of request bodies.
#pragma once

#include <string>
#include <string_view>

namespace tracebridge::otlp {

// Replaces `*out` with `data` in gzip format. Returns false without memory.
bool Gzip(std::string_view data, std::string* out);

}  // namespace tracebridge::otlp
