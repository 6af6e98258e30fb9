// An immutable set of tags, one value a key. Copies share it: building one costs, copying does not.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "opencensus/tags/tag_key.h"

namespace opencensus {
namespace tags {

class TagMap final {
 public:
  // Implicit, so that `{{key, "value"}, ...}` may be passed where a TagMap is asked for. Of tags
  // with the same key, an error of the caller, all are kept, as the original does without
  // assertions.
  TagMap(std::initializer_list<std::pair<TagKey, absl::string_view>> tags);  // NOLINT
  TagMap(std::vector<std::pair<TagKey, std::string>> tags);                  // NOLINT

  // Returns the tags, ordered by key in the order in which the keys were registered. They live as
  // long as a copy of this object.
  const std::vector<std::pair<TagKey, std::string>>& tags() const;

  struct Hash {
    std::size_t operator()(const TagMap& tags) const;
  };

  bool operator==(const TagMap& other) const;
  bool operator!=(const TagMap& other) const { return !(*this == other); }

  // Returns text for people; its form may change.
  std::string DebugString() const;

 private:
  friend class TagMapAccess;
  struct Rep;

  // Null: no tags.
  std::shared_ptr<const Rep> rep_;
};

}  // namespace tags
}  // namespace opencensus
