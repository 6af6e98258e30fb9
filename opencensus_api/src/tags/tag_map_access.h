// The private part of TagMap, for what keeps data by tags.
#pragma once

#include "opencensus/tags/tag_map.h"

namespace opencensus {
namespace tags {

class TagMapAccess {
 public:
  // Returns what copies of `tags`, and nothing else that lives, have in common; null without tags.
  static const void* identity(const TagMap& tags) noexcept { return tags.rep_.get(); }
};

}  // namespace tags
}  // namespace opencensus
