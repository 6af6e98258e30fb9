// Keys that come in headers, which must not fill the registry: a key is for the life of the process.
#pragma once

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "opencensus/tags/tag_key.h"

namespace opencensus {
namespace tags {

constexpr std::size_t kMaxKeysWithHeaders = 10000;
constexpr std::size_t kMaxKeySize = 255;          // BinaryEncoding.md and TagMap.md, "TagKey"
constexpr std::size_t kMaxNewKeysOfAHeader = 32;  // a service has a handful of tags

// The keys of one header.
class HeaderKeys {
 public:
  // Returns the key called `name`. Returns nothing when that is longer than kMaxKeySize, and when it is new and the process has
  // kMaxKeysWithHeaders or this header brought kMaxNewKeysOfAHeader.
  std::optional<TagKey> Find(absl::string_view name);

 private:
  std::size_t new_keys_ = 0;
};

}  // namespace tags
}  // namespace opencensus
