// Keys that come in headers, which must not fill the registry: a key is for the life of the process.
#pragma once

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "opencensus/tags/tag_key.h"

namespace opencensus {
namespace tags {

constexpr std::size_t kMaxKeysWithHeaders = 10000;

// Returns the key called `name`; nothing when that is new and the process has kMaxKeysWithHeaders.
std::optional<TagKey> KeyOfHeader(absl::string_view name);

}  // namespace tags
}  // namespace opencensus
