// The current tags.
#pragma once

#include "opencensus/context/context.h"
#include "opencensus/tags/tag_map.h"

namespace opencensus {
namespace tags {

// Returns the tags that are current on the calling thread. The reference always shows the current
// ones; copy it to keep them.
const TagMap& GetCurrentTagMap();

// Returns the tags of `ctx`, which live as long as `ctx`.
const TagMap& GetTagMapFromContext(const opencensus::context::Context& ctx);

}  // namespace tags
}  // namespace opencensus
