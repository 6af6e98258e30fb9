// Files that a reader never sees half written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tracebridge::tail {

// Replaces the file at `path`, or creates it: written beside it, then renamed. Returns what went
// wrong otherwise; then the file is as it was, and nothing is left beside it.
std::optional<std::string> WriteAtomically(const std::string& path, std::string_view content);

}  // namespace tracebridge::tail
